namespace Orleans.Distributed.Scheduling;

/// <summary>Something that a slice which was aborted had still to hand over.</summary>
internal sealed class LeftContinuation(SynchronizationContext? owner, SendOrPostCallback callback, object? argument)
{
    /// <summary>For whom it runs; <see langword="null"/> for library code, which is nobody's.</summary>
    public SynchronizationContext? Owner => owner;

    public SendOrPostCallback Callback => callback;

    public object? Argument => argument;

    public LeftContinuation? Next { get; set; }
}
