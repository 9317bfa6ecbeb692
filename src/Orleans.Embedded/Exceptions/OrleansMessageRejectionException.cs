namespace Orleans.Runtime;

/// <summary>The runtime refused or could not deliver a call.</summary>
#pragma warning disable CA1032 // Only the runtime rejects messages.
public class OrleansMessageRejectionException : OrleansException
#pragma warning restore CA1032
{
    internal OrleansMessageRejectionException(string message)
        : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }
}
