namespace Orleans.Distributed.Serialization;

/// <summary>
/// A value holds something that cannot be sent to another process, such as a stream or a thread.
/// Thrown while encoding, before any byte is handed over.
/// </summary>
public sealed class UnsendableValueException : Exception
{
    /// <summary>Creates the exception with a general text.</summary>
    public UnsendableValueException()
        : this("The value cannot be sent to another process.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be sent, why, and what to do.</param>
    public UnsendableValueException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What cannot be sent, why, and what to do.</param>
    /// <param name="innerException">What was thrown while the value was read.</param>
    public UnsendableValueException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal UnsendableValueException(Type type, object? culprit, string reason, string advice)
        : base($"{TypeNames.Short(type)} cannot be sent to another process: {reason}. {advice}.")
    {
        Type = type;
        Culprit = culprit;
        Reason = reason;
        Advice = advice;
        Path = TypeNames.Short(type);
    }

    internal UnsendableValueException(string path, UnsendableValueException cause)
        : base($"{path} cannot be sent to another process: {cause.Reason}. {cause.Advice}.", cause.InnerException)
    {
        Type = cause.Type;
        Reason = cause.Reason;
        Advice = cause.Advice;
        Path = path;
    }

    /// <summary>
    /// The way from the value that was to be sent to the part that cannot be,
    /// for example <c>captured variable 'jobs' -> [3] -> Job.Log -> StreamWriter</c>.
    /// </summary>
    public string Path { get; } = string.Empty;

    /// <summary>The type of the part that cannot be sent; <see langword="null"/> when no single type is to blame.</summary>
    public Type? Type { get; }

    internal object? Culprit { get; }

    internal string? Reason { get; }

    internal string? Advice { get; }
}
