using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Hosting;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Membership;

/// <summary>Adds and removes worker processes. Works at the head only.</summary>
internal sealed partial class WorkerLauncher(
    LocalProcess process,
    ProcessSettings settings,
    ProcessTable processes,
    PeerTable peers,
    LaunchedWorkers launched,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    IOptions<DistributedOptions> options,
    ILogger<WorkerLauncher> logger) : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultWaitFor = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Task, byte> _adding = new();

    private IClusterManagerGrain Manager => grains.GetGrain<IClusterManagerGrain>(0);

    public async Task<IReadOnlyList<int>> AddAsync(IClusterManager manager, int count, CancellationToken cancellationToken)
    {
        EnsureHead();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        Task<IReadOnlyList<int>> adding = AddNowAsync(manager, count, giveUp.Token);
        _adding[adding] = 0;
        try
        {
            return await adding.ConfigureAwait(false);
        }
        finally
        {
            _adding.TryRemove(adding, out _);
        }
    }

    private async Task<IReadOnlyList<int>> AddNowAsync(IClusterManager manager, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ClusterIdentity identity = settings.Identity ?? throw new InvalidOperationException(
            "This silo was configured by hand, so it does not know how a new worker would join. "
            + "Start the cluster with Cluster.StartAsync(), or start silos with AddDistributed() of your own.");
        int[] pids = await Manager.ReservePids(count).ConfigureAwait(false);
        string head = silo.SiloAddress.ToParsableString();
        WorkerLaunch[] launches = [.. pids.Select(pid => new WorkerLaunch(pid, new WorkerStart(pid, identity, head).Encode()))];
        IReadOnlyList<LaunchResult> results;
        try
        {
            results = await manager.LaunchAsync(launches, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await Manager.Depart([.. pids.Select(pid => new ProcessDeparture(pid, new ProcessExit()))]).ConfigureAwait(false);
            throw;
        }

        foreach (LaunchResult result in results)
        {
            if (result.Succeeded)
            {
                launched.Add(result.Process);
            }
        }

        Exception?[] errors;
        using (var joined = new CancellationTokenSource())
        {
            Task refreshing = RefreshAsync(joined.Token);
            errors = await Task.WhenAll(results.Select(r => JoinedAsync(r, cancellationToken))).ConfigureAwait(false);
            await joined.CancelAsync().ConfigureAwait(false);
            await refreshing.ConfigureAwait(false);
        }

        await AgreeAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (errors.Any(e => e is not null))
        {
            throw new AggregateException(
                $"{errors.Count(e => e is not null)} of {count} workers did not start. Those that did belong to the cluster.",
                errors.Where(e => e is not null).Select(e => e!));
        }

        return pids;
    }

    public async Task RemoveAsync(IEnumerable<int> pids, TimeSpan? waitFor, CancellationToken cancellationToken)
    {
        EnsureHead();
        var removing = new List<int>();
        foreach (int pid in pids.Distinct())
        {
            if (pid == 1)
            {
                LogHeadStays();
            }
            else if (processes.IsAlive(pid))
            {
                removing.Add(pid);
            }
        }

        await Task.WhenAll(removing.Select(pid => EndAsync(pid, waitFor ?? DefaultWaitFor, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>Ends every process that was launched, joined or not.</summary>
    public async Task EndAllAsync(TimeSpan waitFor)
    {
        // Workers that are being launched now are ended by those who launch them.
        await _ending.CancelAsync().ConfigureAwait(false);
        foreach (IWorkerProcess worker in launched.All)
        {
            launched.MarkRemoving(worker.Pid);
        }

        await Task.WhenAll(launched.All.Select(worker => worker.StopAsync(waitFor))).ConfigureAwait(false);
        await Task.WhenAll(_adding.Keys).WaitAsync(waitFor, process.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _ending.Dispose();

    private async Task EndAsync(int pid, TimeSpan waitFor, CancellationToken cancellationToken)
    {
        IWorkerProcess? worker = launched.Find(pid);
        if (worker is null)
        {
            // Not started from here: all that can be done is to ask.
            Observe(peers.Get(pid).Worker.Leave(), pid);
        }
        else
        {
            launched.MarkRemoving(pid);
        }

        var exit = new ProcessExit { OsProcessId = worker?.OsProcessId ?? 0, Reason = ProcessExitReason.Removed };
        processes.MarkExited(pid, exit);
        try
        {
            await Manager.Depart([new ProcessDeparture(pid, exit)]).ConfigureAwait(false);
        }
        finally
        {
            if (worker is not null)
            {
                await worker.StopAsync(waitFor, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks for the membership now and then: the grain tells of a change once, and that word may be lost.</summary>
    private async Task RefreshAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(RefreshInterval, process.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                try
                {
                    processes.Apply(await Manager.GetSnapshot().WaitAsync(stop).ConfigureAwait(false));
                }
                catch (Exception e) when (e is OrleansException or TimeoutException)
                {
                    LogNotRefreshed(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // All have joined, or have failed to.
        }
    }

    /// <summary>Waits until a launched worker has joined. Returns why it did not.</summary>
    private async Task<Exception?> JoinedAsync(LaunchResult result, CancellationToken cancellationToken)
    {
        if (!result.Succeeded)
        {
            await ForgetAsync(result.Pid, new ProcessExit()).ConfigureAwait(false);
            return launched.TakeStartFailure(result.Pid) ?? result.Error;
        }

        IWorkerProcess worker = result.Process;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task joined = processes.WaitAsync(view => view.Processes.ContainsKey(worker.Pid), giveUp.Token);
        Task timeout = Task.Delay(options.Value.JoinTimeout, process.Time, giveUp.Token);
        Task first = await Task.WhenAny(joined, worker.Exited, timeout).ConfigureAwait(false);
        await giveUp.CancelAsync().ConfigureAwait(false);
        if (first == joined && joined.IsCompletedSuccessfully)
        {
            return null;
        }

        if (first != worker.Exited)
        {
            await worker.KillAsync().ConfigureAwait(false);
        }

        ProcessExit exit = await launched.DescribeDeathAsync(worker, TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await ForgetAsync(worker.Pid, exit).ConfigureAwait(false);
        return first == worker.Exited
            ? launched.TakeStartFailure(worker.Pid) ?? new ProcessExitedException(worker.Pid, exit, CallOutcome.NotStarted)
            : new TimeoutException($"Worker {worker.Pid} (os pid {worker.OsProcessId}) did not join within {options.Value.JoinTimeout}. It was killed. "
                + $"If it needs more time, set {nameof(DistributedOptions.JoinTimeout)}.");
    }

    /// <summary>Gives a reserved pid up, so that a late arrival is turned away.</summary>
    private Task ForgetAsync(int pid, ProcessExit exit) => Manager.Depart([new ProcessDeparture(pid, exit)]);

    /// <summary>Waits until every process knows the processes that this one knows.</summary>
    private async Task AgreeAsync()
    {
        MembershipSnapshot snapshot = await Manager.GetSnapshot().ConfigureAwait(false);
        processes.Apply(snapshot);
        await Task.WhenAll(snapshot.Alive.Where(p => p.Pid != process.Pid).Select(p => TellAsync(p.Pid, snapshot))).ConfigureAwait(false);
    }

    private async Task TellAsync(int pid, MembershipSnapshot snapshot)
    {
        try
        {
            await peers.Get(pid).Worker.ApplyMembership(snapshot).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ProcessExitedException or OrleansException or TimeoutException)
        {
            // It is dying; nobody needs it to agree.
            LogNotTold(e, pid);
        }
    }

    private async void Observe(Task asked, int pid)
    {
        try
        {
            await asked.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotTold(e, pid);
        }
    }

    private void EnsureHead()
    {
        if (!process.IsHead)
        {
            throw Errors.NotHead(process.Pid);
        }
    }

    [LoggerMessage(60, LogLevel.Warning, "Process 1, the head, cannot be removed. Dispose the cluster to end it.")]
    private partial void LogHeadStays();

    [LoggerMessage(62, LogLevel.Debug, "The membership could not be asked for.")]
    private partial void LogNotRefreshed(Exception exception);

    [LoggerMessage(61, LogLevel.Debug, "Process {Pid} could not be told of the new processes.")]
    private partial void LogNotTold(Exception exception, int pid);
}
