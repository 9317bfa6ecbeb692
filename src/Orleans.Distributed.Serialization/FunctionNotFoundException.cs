namespace Orleans.Distributed.Serialization;

/// <summary>
/// The bytes name a function whose code this process does not have, or has in another build:
/// a function is found only in a module with the same module version id.
/// </summary>
public sealed class FunctionNotFoundException : MalformedDataException
{
    /// <summary>Creates the exception with a general text.</summary>
    public FunctionNotFoundException()
        : this("The bytes name a function that this process does not have.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which function, and which versions were compared.</param>
    public FunctionNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which function, and which versions were compared.</param>
    /// <param name="innerException">The error of the search.</param>
    public FunctionNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The assembly that the sender took the function from.</summary>
    public AssemblyIdentity? Wanted { get; init; }

    /// <summary>The assembly of that name in this process; <see langword="null"/> when there is none.</summary>
    public AssemblyIdentity? Found { get; init; }
}
