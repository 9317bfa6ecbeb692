namespace Orleans.Runtime;

/// <summary>The client that hosts an observer is not connected to the cluster.</summary>
public sealed class ClientNotAvailableException : OrleansException
{
    /// <summary>Creates the exception with a general message.</summary>
    public ClientNotAvailableException()
        : base("The client is not connected to the cluster.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public ClientNotAvailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public ClientNotAvailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
