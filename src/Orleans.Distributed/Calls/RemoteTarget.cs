namespace Orleans.Distributed.Calls;

/// <summary>Where the calls of a delegate that <c>Remote</c> made go to.</summary>
internal sealed class RemoteTarget
{
    private readonly DistributedCluster _cluster;
    private readonly IWorkerPool? _pool;

    public RemoteTarget(ICluster cluster, Delegate function, IWorkerPool? pool)
    {
        _cluster = DistributedCluster.From(cluster);
        ArgumentNullException.ThrowIfNull(function);
        _pool = pool;
    }

    /// <summary>Looks the default pool up now: it may be another one than when the delegate was made.</summary>
    public Task<T> InvokeAsync<T>(Invocation<T> invocation, CallOptions options = default) =>
        _cluster.InvokeAsync(CallTarget.From(_pool ?? _cluster.DefaultWorkerPool), invocation, options);
}
