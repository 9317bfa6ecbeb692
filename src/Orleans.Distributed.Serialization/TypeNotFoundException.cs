namespace Orleans.Distributed.Serialization;

/// <summary>The bytes name a type that this process does not have.</summary>
public sealed class TypeNotFoundException : MalformedDataException
{
    /// <summary>Creates the exception with a general text.</summary>
    public TypeNotFoundException()
        : this("The bytes name a type that this process does not have.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which type, and where it was looked for.</param>
    public TypeNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which type, and where it was looked for.</param>
    /// <param name="innerException">The error of the search.</param>
    public TypeNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name of the missing type as the sender knows it; empty when unknown.</summary>
    public string TypeName { get; init; } = string.Empty;
}
