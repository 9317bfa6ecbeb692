namespace Orleans.Runtime;

/// <summary>The start of a silo or client was given up because it was asked to stop.</summary>
#pragma warning disable CA1032 // Only the runtime raises it.
public sealed class OrleansLifecycleCanceledException : OrleansException
#pragma warning restore CA1032
{
    internal OrleansLifecycleCanceledException(string message)
        : base(message)
    {
    }

    internal OrleansLifecycleCanceledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
