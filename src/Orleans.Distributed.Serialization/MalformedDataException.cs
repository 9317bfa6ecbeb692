namespace Orleans.Distributed.Serialization;

/// <summary>
/// The bytes cannot be turned into values in this process. It is the only exception that decoding throws
/// for what the bytes say, so catching it covers hostile and damaged input.
/// </summary>
public class MalformedDataException : Exception
{
    /// <summary>Creates the exception with a general text.</summary>
    public MalformedDataException()
        : this("The bytes are not an encoded value.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong with the bytes.</param>
    public MalformedDataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong with the bytes.</param>
    /// <param name="innerException">What was thrown while a value was rebuilt.</param>
    public MalformedDataException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
