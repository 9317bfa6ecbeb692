namespace Orleans.Distributed.Pools;

/// <summary>One who waits for a worker of a pool.</summary>
/// <param name="key">Who it is.</param>
/// <param name="takes">Whether it takes the worker, or only wants to know that one is free.</param>
internal sealed class PoolWaiter(LeaseKey key, bool takes) : TaskCompletionSource<PoolGrant>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public LeaseKey Key { get; } = key;

    public bool Takes { get; } = takes;

    /// <summary>Where it stands in the line.</summary>
    public LinkedListNode<PoolWaiter>? Place { get; set; }
}
