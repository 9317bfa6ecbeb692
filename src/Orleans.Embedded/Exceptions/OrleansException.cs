namespace Orleans.Runtime;

/// <summary>The base of the errors of the runtime, as opposed to those of grains.</summary>
public class OrleansException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public OrleansException()
        : base("An error occurred in the grain runtime.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public OrleansException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public OrleansException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
