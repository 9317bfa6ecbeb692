using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Hosting;
using Orleans.Distributed.Membership;
using Orleans.Distributed.References;

namespace Orleans.Distributed;

/// <summary>The cluster as one process sees it.</summary>
internal sealed class DistributedCluster : ICluster
{
    private readonly LocalProcess _process;
    private readonly HandleContext _handles;
    private readonly CallDispatcher _calls;
    private readonly WorkerLauncher _launcher;
    private readonly LaunchedWorkers _launched;
    private readonly Lazy<WorkerPool> _defaultPool;
    private int _turn;
    private int _disposed;

    public DistributedCluster(
        LocalProcess process,
        ProcessTable processes,
        HandleContext handles,
        CallDispatcher calls,
        WorkerLauncher launcher,
        LaunchedWorkers launched,
        ChannelMaker channels,
        UnobservedErrors unobserved)
    {
        _process = process;
        ProcessTable = processes;
        _handles = handles;
        _calls = calls;
        _launcher = launcher;
        _launched = launched;
        Channels = channels;
        _defaultPool = new Lazy<WorkerPool>(NewDefaultPool);
        unobserved.Raised += (function, error) => Cluster.RaiseUnobserved(this, new UnobservedRemoteErrorEventArgs(function, error));
    }

    public int MyId => _process.Pid;

    public IReadOnlyList<int> Procs => ProcessTable.View.Pids;

    public IReadOnlyList<int> Workers => ProcessTable.View.Workers;

    public IReadOnlyList<ProcessInfo> Processes => [.. ProcessTable.View.Processes.Values.Select(m => m.Info).OrderBy(p => p.Pid)];

    public CancellationToken Cancellation => CallContext.Current?.Call?.Cancellation ?? CancellationToken.None;

    public WorkerPool DefaultWorkerPool => _defaultPool.Value;

    /// <summary>Ends what the cluster runs in, when it was started with the cluster.</summary>
    internal Func<ValueTask>? StopHost { get; set; }

    internal ProcessTable ProcessTable { get; }

    internal ChannelMaker Channels { get; }

    /// <summary>What the handles of this process live on.</summary>
    internal HandleContext Handles => _handles;

    /// <summary>The implementation behind a cluster that a user holds.</summary>
    public static DistributedCluster From(ICluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster as DistributedCluster
            ?? throw new ArgumentException($"A {cluster.GetType()} is not a cluster of this library.", nameof(cluster));
    }

    public Task<IReadOnlyList<int>> AddProcsAsync(IClusterManager manager, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _launcher.AddAsync(manager, count, cancellationToken);
    }

    public Task RmProcsAsync(IEnumerable<int> pids, TimeSpan? waitFor = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pids);
        return _launcher.RemoveAsync(pids, waitFor, cancellationToken);
    }

    public Future<T> Start<T>(CallTarget target, RemoteFunction<T> function)
    {
        if (target.Pool is null)
        {
            return _calls.Start(PidOf(target), function.Invocation);
        }

        return PooledCalls.Start(_calls, _handles, target.Pool, function.Invocation);
    }

    public Task<Future<T>> StartAndWaitAsync<T>(CallTarget target, RemoteFunction<T> function, CancellationToken cancellationToken = default) =>
        target.Pool is null
            ? _calls.StartAndWaitAsync(PidOf(target), function.Invocation, cancellationToken)
            : PooledCalls.LeaseAsync(
                _handles, target.Pool, function.Invocation, (pid, sent) => _calls.StartAndWaitAsync(pid, sent, cancellationToken), cancellationToken);

    public Task<T> InvokeAsync<T>(CallTarget target, RemoteFunction<T> function, CancellationToken cancellationToken = default) =>
        target.Pool is null
            ? _calls.InvokeAsync(PidOf(target), function.Invocation, cancellationToken)
            : PooledCalls.LeaseAsync(
                _handles, target.Pool, function.Invocation, (pid, sent) => _calls.InvokeAsync(pid, sent, cancellationToken), cancellationToken);

    public void Post<T>(CallTarget target, RemoteFunction<T> function)
    {
        if (target.Pool is null)
        {
            _calls.Post(PidOf(target), function.Invocation);
        }
        else
        {
            PooledCalls.Post(_calls, _handles, target.Pool, function.Invocation);
        }
    }

    public Future<T> CreateFuture<T>(int? pid = null) => _calls.CreateFuture<T>(pid ?? MyId);

    public Task<RemoteChannel<T>> CreateChannelAsync<T>(int capacity = 1, int? pid = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        return Channels.CreateAsync<T>(pid ?? MyId, capacity, null, cancellationToken);
    }

    public RemoteChannel<T> ChannelFromId<T>(Rrid id) => Channels.FromId<T>(id);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            await _launcher.EndAllAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
        finally
        {
            Clusters.Remove(this);
            if (StopHost is { } stop)
            {
                await stop().ConfigureAwait(false);
            }
        }
    }

    private int PidOf(CallTarget target)
    {
        if (target.Pid != 0)
        {
            return target.Pid;
        }

        IReadOnlyList<int> workers = Workers;
        return workers[(int)((uint)Interlocked.Increment(ref _turn) % (uint)workers.Count)];
    }

    private WorkerPool NewDefaultPool()
    {
        var pool = new WorkerPool(ProcessTable, fallback: 1);
        ProcessTable.Joined += process =>
        {
            if (process.Pid != 1)
            {
                pool.TryAdd(process.Pid);
            }
        };
        foreach (int pid in ProcessTable.View.Pids.Where(pid => pid != 1))
        {
            pool.TryAdd(pid);
        }

        return pool;
    }
}
