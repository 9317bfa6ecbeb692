namespace Orleans.Runtime;

/// <summary>A grain reference was used that is not bound to a cluster.</summary>
public sealed class GrainReferenceNotBoundException : OrleansException
{
    /// <summary>Creates the exception with a general message.</summary>
    public GrainReferenceNotBoundException()
        : base("The grain reference is not bound to a cluster.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public GrainReferenceNotBoundException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public GrainReferenceNotBoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
