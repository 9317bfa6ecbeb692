namespace Engine.Tests.Exceptions;

/// <summary>An operating system handle: nothing that another process could use.</summary>
public sealed class Unsendable
{
    public Thread Thread { get; } = Thread.CurrentThread;
}
