namespace Orleans.Runtime;

/// <summary>The configuration of a silo or client is not valid.</summary>
#pragma warning disable CA1032 // A configuration error without a message would be of no use.
public sealed class OrleansConfigurationException : Exception
#pragma warning restore CA1032
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to set.</param>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to set.</param>
    /// <param name="innerException">What caused it.</param>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
