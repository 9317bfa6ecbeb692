using Orleans.Distributed.Calls;
using Orleans.Distributed.Hosting;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Pools;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>The cluster as one process sees it.</summary>
internal sealed class DistributedCluster : ICluster
{
    private readonly LocalProcess _process;
    private readonly HandleContext _handles;
    private readonly CallDispatcher _calls;
    private readonly WorkerLauncher _launcher;
    private int _turn;
    private int _disposed;

    public DistributedCluster(
        LocalProcess process,
        ProcessTable processes,
        HandleContext handles,
        CallDispatcher calls,
        WorkerLauncher launcher,
        ClusterServices services,
        UnobservedErrors unobserved)
    {
        _process = process;
        ProcessTable = processes;
        _handles = handles;
        _calls = calls;
        _launcher = launcher;
        Globals = new Globals(this);
        Services = services;
        DefaultPool = new DefaultPool(this);
        unobserved.Raised += (function, error) => Cluster.RaiseUnobserved(this, new UnobservedRemoteErrorEventArgs(function, error));
    }

    public int MyId => _process.Pid;

    public IReadOnlyList<int> Procs => ProcessTable.View.Pids;

    public IReadOnlyList<int> Workers => ProcessTable.View.Workers;

    public IReadOnlyList<ProcessInfo> Processes => [.. ProcessTable.View.Processes.Values.Select(m => m.Info).OrderBy(p => p.Pid)];

    public IAsyncEnumerable<WorkerEvent> Events => Services.Events;

    public CancellationToken Cancellation => CallContext.Current?.Call?.Cancellation ?? CancellationToken.None;

    public WorkerPool DefaultWorkerPool => DefaultPool.View;

    public Globals Globals { get; }

    /// <summary>Ends what the cluster runs in, when it was started with the cluster.</summary>
    internal Func<ValueTask>? StopHost { get; set; }

    internal ProcessTable ProcessTable { get; }

    /// <summary>What the extension methods of capabilities reach.</summary>
    internal ClusterServices Services { get; }

    internal DefaultPool DefaultPool { get; }

    /// <summary>What runs functions.</summary>
    internal CallDispatcher Calls => _calls;

    /// <summary>What the handles of this process live on.</summary>
    internal HandleContext Handles => _handles;

    /// <summary>The implementation behind a cluster that a user holds.</summary>
    public static DistributedCluster From(ICluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return cluster as DistributedCluster
            ?? throw new ArgumentException($"A {cluster.GetType()} is not a cluster of this library.", nameof(cluster));
    }

    public Task<IReadOnlyList<int>> AddProcsAsync(
        IClusterManager manager, int count, AddProcsOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _launcher.AddAsync(manager, count, AddProcsOptionsSnapshot.Of(options ?? new AddProcsOptions()), cancellationToken);
    }

    public Task RmProcsAsync(IEnumerable<int> pids, RmProcsOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pids);
        return Services.Remover.RemoveAsync(pids, (options ?? new RmProcsOptions()).Checked(), cancellationToken);
    }

    public Future<T> Start<T>(CallTarget target, Invocation<T> invocation, CallOptions options = default)
    {
        using LibraryCode library = PooledCalls.EnterLibrary(target.Pool);
        CallLimits limits = _calls.OwnLimits(options);
        return target.Pool is null
            ? _calls.Start(PidOf(target), invocation, limits)
            : PooledCalls.Start(_calls, _handles, target.Pool, invocation, limits);
    }

    public Task<Future<T>> StartAndWaitAsync<T>(CallTarget target, Invocation<T> invocation, CallOptions options = default)
    {
        using LibraryCode library = PooledCalls.EnterLibrary(target.Pool);
        CallLimits limits = _calls.Limits(options, invocation);
        return target.Pool is null
            ? _calls.StartAndWaitAsync(PidOf(target), invocation, limits)
            : PooledCalls.LeaseAsync(
                _handles, target.Pool, invocation, limits, (pid, sent) => _calls.StartAndWaitAsync(pid, sent, limits));
    }

    public Task<T> InvokeAsync<T>(CallTarget target, Invocation<T> invocation, CallOptions options = default)
    {
        using LibraryCode library = PooledCalls.EnterLibrary(target.Pool);
        CallLimits limits = _calls.Limits(options, invocation);
        return target.Pool is null
            ? _calls.InvokeAsync(PidOf(target), invocation, limits)
            : PooledCalls.LeaseAsync(_handles, target.Pool, invocation, limits, (pid, sent) => _calls.InvokeAsync(pid, sent, limits));
    }

    public void Post<T>(CallTarget target, Invocation<T> invocation, CallOptions options = default)
    {
        using LibraryCode library = PooledCalls.EnterLibrary(target.Pool);
        CallLimits limits = _calls.OwnLimits(options);
        if (target.Pool is null)
        {
            _calls.Post(PidOf(target), invocation, limits);
        }
        else
        {
            PooledCalls.Post(_calls, _handles, target.Pool, invocation, limits);
        }
    }

    public Task InterruptAsync(int pid, InterruptMode mode, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        if (!cancellationToken.IsCancellationRequested)
        {
            // Its manager may want to do something about it, too; nobody waits for that.
            _ = Services.Launched.ManageAsync(pid, ManageOperation.Interrupt);
        }

        return _calls.InterruptAsync(pid, mode, cancellationToken);
    }

    public Future<T> CreateFuture<T>(int? pid = null) => _calls.CreateFuture<T>(pid ?? MyId);

    public Task<RemoteChannel<T>> CreateChannelAsync<T>(int capacity = 1, int? pid = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return Services.Channels.CreateAsync<T>(pid ?? MyId, capacity, null, cancellationToken);
    }

    public RemoteChannel<T> ChannelFromId<T>(Rrid id)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return Services.Channels.FromId<T>(id);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        Services.End.Begin();
        try
        {
            await _launcher.EndAllAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
        finally
        {
            Clusters.Remove(this);
            Services.Events.Complete();
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

        IReadOnlyList<int> workers = ProcessTable.View.LinkedWorkers(MyId);
        return workers[(int)((uint)Interlocked.Increment(ref _turn) % (uint)workers.Count)];
    }
}
