namespace Engine.Tests.Exceptions;

/// <summary>An exception that holds what cannot leave the process.</summary>
[GenerateSerializer]
public sealed class UnsendableException(string message) : Exception(message)
{
    [Id(0)]
    public object Held { get; private set; } = new Unsendable();
}
