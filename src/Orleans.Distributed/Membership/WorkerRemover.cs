using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Callbacks;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Membership;

/// <summary>Removes worker processes. Works at the head only.</summary>
internal sealed partial class WorkerRemover(
    LocalProcess process,
    ProcessTable processes,
    PeerTable peers,
    LaunchedWorkers launched,
    WorkerCallbacks callbacks,
    WorkerExits exits,
    WorkerStopper stopper,
    MembershipAgreement agreement,
    ClusterEnd end,
    IGrainFactory grains,
    ILogger<WorkerRemover> logger)
{
    private readonly ConcurrentDictionary<int, Removal> _removals = new();

    /// <summary>Held while it is decided who waits for whom.</summary>
    private readonly Lock _gate = new();

    private IClusterManagerGrain Manager => grains.GetGrain<IClusterManagerGrain>(0);

    public async Task RemoveAsync(IEnumerable<int> pids, RmProcsOptions options, CancellationToken cancellationToken)
    {
        if (!process.IsHead)
        {
            throw Errors.NotHead(process.Pid);
        }

        int[] given = [.. pids.Distinct()];
        foreach (int pid in given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1, nameof(pids));
        }

        Removal[] removals = Begin(given, options);
        using CancellationTokenRegistration hurry = cancellationToken.UnsafeRegister(
            static all => Array.ForEach((Removal[])all!, static removal => removal.Hurry()), removals);
        if (options.WaitFor == TimeSpan.Zero)
        {
            return;
        }

        Task gone = Task.WhenAll(removals.Select(r => r.Done));
        try
        {
            // Not cancelled: what was begun is hurried, and then ends.
            await gone.WaitAsync(options.WaitFor ?? Timeout.InfiniteTimeSpan, process.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!gone.IsCompleted)
        {
            string still = string.Join(", ", removals.Where(r => !r.Done.IsCompleted).Select(r => r.Pid).Order());
            throw new TimeoutException(
                $"The workers [{still}] were not terminated after {options.WaitFor}. Their removal goes on in the background. "
                + $"If they need more time, set {nameof(RmProcsOptions)}.{nameof(RmProcsOptions.WaitFor)}; "
                + $"to have them killed sooner, set {nameof(RmProcsOptions.StopTimeout)}.");
        }
    }

    /// <summary>The callbacks that the running code is part of, with all those that the removals which wait for them wait for.</summary>
    private CallbackScope? Surrounding() => CallbackScope.Of(callbacks) is { } scope
        ? scope with { Pids = scope.Pids.Union(scope.Pids.SelectMany(pid => _removals.TryGetValue(pid, out Removal? removal) ? removal.Scope : [])) }
        : null;

    /// <summary>Begins the removals that nobody has begun yet, and finds those that somebody has.</summary>
    private Removal[] Begin(int[] pids, RmProcsOptions options)
    {
        if (pids.Contains(1))
        {
            LogHeadStays();
        }

        var all = new List<Removal>();
        var own = new List<Removal>();
        var hurry = new CancellationTokenSource();
        CallbackScope? outer;
        lock (_gate)
        {
            outer = Surrounding();
            foreach (int pid in pids.Where(pid => pid != 1))
            {
                if (!_removals.TryGetValue(pid, out Removal? other))
                {
                    if (processes.IsAlive(pid))
                    {
                        var removal = new Removal(pid, hurry);
                        _removals[pid] = removal;
                        own.Add(removal);
                        all.Add(removal);
                    }
                }
                else if (outer is null)
                {
                    all.Add(other);
                }
                else if (!outer.Pids.Contains(pid))
                {
                    // The callbacks of that removal must not wait for this one, nor for those that it is part of.
                    other.Scope = other.Scope.Union(outer.Pids);
                    all.Add(other);
                }
            }

            ImmutableHashSet<int> scope = [.. own.Select(r => r.Pid), .. outer?.Pids ?? []];
            own.ForEach(removal => removal.Scope = scope);
        }

        if (own.Count == 0)
        {
            hurry.Dispose();
        }
        else
        {
            Run([.. own], options, outer, hurry);
        }

        return [.. all];
    }

    private async void Run(Removal[] removals, RmProcsOptions options, CallbackScope? outer, CancellationTokenSource hurry)
    {
        Exception? error = null;
        try
        {
            await RunAsync([.. removals.Select(r => r.Pid)], options, outer, hurry.Token).ConfigureAwait(false);
        }
        catch (Exception) when (end.HasBegun)
        {
            // They end with the cluster.
        }
        catch (Exception e)
        {
            error = e;
            LogFailed(e, string.Join(", ", removals.Select(r => r.Pid)));
        }
        finally
        {
            foreach (Removal removal in removals)
            {
                _removals.TryRemove(removal.Pid, out _);
                removal.Complete(error);
            }

            hurry.Dispose();
        }
    }

    private async Task RunAsync(int[] pids, RmProcsOptions options, CallbackScope? outer, CancellationToken hurry)
    {
        await MarkTerminatingAsync(pids).ConfigureAwait(false);
        await callbacks.RunExitingAsync(pids, options.CallbackTimeout, outer, hurry).ConfigureAwait(false);

        IWorkerProcess[] workers = [.. pids.Select(launched.Find).OfType<IWorkerProcess>()];
        ProcessDeparture[] departures = [.. pids.Where(processes.IsAlive).Select(Leave)];
        try
        {
            await Manager.Depart(departures).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(workers.Select(worker => stopper.StopAsync(worker, options.StopTimeout, hurry))).ConfigureAwait(false);
        }

        await AgreeAsync(hurry).ConfigureAwait(false);
        Task handled = Task.WhenAll(pids.Select(exits.WhenHandledAsync));
        await handled.WaitAsync(options.CallbackTimeout, process.Time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AgreeAsync(CancellationToken hurry)
    {
        try
        {
            await agreement.ReachAsync().WaitAsync(hurry).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (hurry.IsCancellationRequested)
        {
            // Whoever is in a hurry does not wait for the others.
        }
    }

    /// <summary>Takes a worker out here, before the others hear of it.</summary>
    private ProcessDeparture Leave(int pid)
    {
        IWorkerProcess? worker = launched.Find(pid);
        if (worker is null)
        {
            // Not started from here: all that can be done is to ask.
            AskToLeave(pid);
        }
        else
        {
            launched.MarkRemoving(pid);
        }

        var exit = new ProcessExit { OsProcessId = worker?.OsProcessId ?? 0, Reason = ProcessExitReason.Removed };
        processes.MarkExited(pid, exit);
        return new ProcessDeparture(pid, exit);
    }

    private async Task MarkTerminatingAsync(int[] pids)
    {
        try
        {
            await Manager.MarkTerminating(pids).ConfigureAwait(false);
        }
        catch (Exception) when (end.HasBegun)
        {
            // Nobody looks any more.
        }
        catch (Exception e)
        {
            // Only who looks at the state misses something.
            LogNotMarked(e, string.Join(", ", pids));
        }
    }

    private async void AskToLeave(int pid)
    {
        try
        {
            await peers.Get(pid).Worker.Leave().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotAsked(e, pid);
        }
    }

    [LoggerMessage(60, LogLevel.Warning, "Process 1, the head, cannot be removed. Dispose the cluster to end it.")]
    private partial void LogHeadStays();

    [LoggerMessage(74, LogLevel.Debug, "Process {Pid} could not be asked to leave.")]
    private partial void LogNotAsked(Exception exception, int pid);

    [LoggerMessage(75, LogLevel.Warning, "That the workers [{Pids}] are about to be removed could not be told.")]
    private partial void LogNotMarked(Exception exception, string pids);

    [LoggerMessage(76, LogLevel.Error, "The removal of the workers [{Pids}] failed.")]
    private partial void LogFailed(Exception exception, string pids);
}
