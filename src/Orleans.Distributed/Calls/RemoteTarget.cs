namespace Orleans.Distributed.Calls;

/// <summary>Where the calls of a delegate that <c>Remote</c> made go to.</summary>
internal sealed class RemoteTarget
{
    private readonly ICluster _cluster;
    private readonly IWorkerPool? _pool;

    public RemoteTarget(ICluster cluster, Delegate function, IWorkerPool? pool)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(function);
        _cluster = cluster;
        _pool = pool;
    }

    /// <summary>Looks the default pool up now: it may be another one than when the delegate was made.</summary>
    public Task<T> InvokeAsync<T>(RemoteFunction<T> function, CallOptions options = default) =>
        _cluster.InvokeAsync(CallTarget.From(_pool ?? _cluster.DefaultWorkerPool), function, options);
}
