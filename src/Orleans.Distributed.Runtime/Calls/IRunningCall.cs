namespace Orleans.Distributed.Calls;

/// <summary>A call whose function runs in this process.</summary>
internal interface IRunningCall
{
    /// <summary>Cancelled when the caller gives the call up.</summary>
    CancellationToken Cancellation { get; }
}
