namespace Engine.Tests.Exceptions;

/// <summary>An exception with data of its own.</summary>
[GenerateSerializer]
public sealed class CodedException(string message, int code, Exception? inner = null) : Exception(message, inner)
{
    [Id(0)]
    public int Code { get; private set; } = code;
}
