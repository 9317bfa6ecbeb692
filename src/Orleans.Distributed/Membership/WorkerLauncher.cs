using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Distributed.Callbacks;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Hosting;
using Orleans.Distributed.Topologies;

namespace Orleans.Distributed.Membership;

/// <summary>Adds worker processes, and ends all of them with the cluster. Works at the head only.</summary>
internal sealed partial class WorkerLauncher(
    LocalProcess process,
    ProcessSettings settings,
    ProcessTable processes,
    LaunchedWorkers launched,
    WorkerLinks links,
    WorkerCallbacks callbacks,
    WorkerExits exits,
    WorkerStopper stopper,
    MembershipAgreement agreement,
    ClusterEnd end,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    IOptions<DistributedOptions> clusterOptions,
    ILogger<WorkerLauncher> logger) : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long the end of the cluster waits for callbacks.</summary>
    private static readonly TimeSpan CallbackPatience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Task, byte> _adding = new();

    private IClusterManagerGrain Manager => grains.GetGrain<IClusterManagerGrain>(0);

    public async Task<IReadOnlyList<int>> AddAsync(
        IClusterManager manager, int count, AddProcsOptions options, CancellationToken cancellationToken)
    {
        EnsureHead();
        end.ThrowIfBegun();
        try
        {
            return await AddUntilEndAsync(manager, count, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (end.HasBegun && !cancellationToken.IsCancellationRequested)
        {
            throw Errors.ClusterDisposed(e);
        }
    }

    private async Task<IReadOnlyList<int>> AddUntilEndAsync(
        IClusterManager manager, int count, AddProcsOptions options, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        Task<IReadOnlyList<int>> adding = AddNowAsync(manager, count, options, giveUp.Token);
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

    private async Task<IReadOnlyList<int>> AddNowAsync(
        IClusterManager manager, int count, AddProcsOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ClusterIdentity identity = settings.Identity ?? throw new InvalidOperationException(
            "This silo was configured by hand, so it does not know how a new worker would join. "
            + "Start the cluster with Cluster.StartAsync(), or start silos with AddDistributed() of your own.");
        await callbacks.RunStartingAsync(manager, options, cancellationToken).ConfigureAwait(false);
        AddProcsOptionsSnapshot.Check(options);
        int[] pids = await Manager.ReservePids(count, AddProcsOptionsSnapshot.TopologyOf(options)).ConfigureAwait(false);
        processes.NoteReserved(pids[^1]);
        string head = silo.SiloAddress.ToParsableString();
        WorkerLaunch[] launches =
        [
            .. pids.Select((pid, i) => new WorkerLaunch(pid, new WorkerStart(pid, identity, head).Encode()) { Config = AddProcsOptionsSnapshot.ConfigOf(options, i) }),
        ];
        TimeSpan joinTimeout = options.JoinTimeout ?? clusterOptions.Value.JoinTimeout;
        var launching = new LaunchRun(manager, launches, launched, joinTimeout, process.Time, logger);
        IReadOnlyList<LaunchResult> results;
        try
        {
            results = await launching.RunAsync(cancellationToken).ConfigureAwait(false);
            results = await links.PlaceAsync(launches, results).ConfigureAwait(false);
        }
        catch
        {
            await Task.WhenAll(pids.Select(launched.Find).OfType<IWorkerProcess>().Select(launched.KillAsync)).ConfigureAwait(false);
            await Manager.Depart([.. pids.Select(pid => new ProcessDeparture(pid, new ProcessExit()))]).ConfigureAwait(false);
            throw;
        }

        Exception?[] errors;
        using (var joined = new CancellationTokenSource())
        {
            Task refreshing = RefreshAsync(joined.Token);
            errors = await Task.WhenAll(results.Select(r => JoinedAsync(r, joinTimeout, cancellationToken))).ConfigureAwait(false);
            await joined.CancelAsync().ConfigureAwait(false);
            await refreshing.ConfigureAwait(false);
        }

        (int Pid, Exception? Error)[] workers = [.. results.Zip(errors, static (result, error) => (result.Pid, error))];
        int[] started = [.. workers.Where(static worker => worker.Error is null).Select(static worker => worker.Pid)];
        IReadOnlyList<Exception> unlinked;
        IReadOnlyList<(string Name, Exception Error)> callbackFailures;
        try
        {
            await agreement.ReachAsync().ConfigureAwait(false);
            unlinked = await links.ConnectAsync(pids, joinTimeout, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            callbackFailures = await callbacks.RunStartedAsync(started, options.CallbackWarningInterval, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && started.Length > 0)
        {
            string given = $"The addition of workers was given up. Those that had joined by then belong to the cluster: {List(started)}.";
            throw new OperationCanceledException(given, new AddProcsException(given, workers, []), cancellationToken);
        }

        Exception[] others = [.. launching.Faults, .. unlinked, .. callbackFailures.Select(f => f.Error)];
        if (started.Length < count)
        {
            throw new AddProcsException(
                $"{count - started.Length} of {count} workers did not start: {List(pids.Except(started))}."
                + (started.Length > 0 ? $" Those that did belong to the cluster: {List(started)}." : ""),
                workers,
                others);
        }

        if (others.Length > 0)
        {
            throw new AddProcsException(
                $"The workers {List(pids)} belong to the cluster, and "
                + (callbackFailures.Count > 0 ? $"worker-started callbacks have failed: {WorkerCallbacks.NamesOf(callbackFailures)}." : "not all went as it should."),
                workers,
                others);
        }

        return pids;
    }

    private static string List(IEnumerable<int> pids) => $"[{string.Join(", ", pids)}]";

    /// <summary>Ends every process that was launched, joined or not.</summary>
    public async Task EndAllAsync(TimeSpan waitFor)
    {
        // Workers that are being launched now are ended by those who launch them.
        await _ending.CancelAsync().ConfigureAwait(false);
        int[] pids = [.. launched.All.Select(worker => worker.Pid).Where(pid => processes.StateOf(pid) == WorkerState.Connected)];
        await callbacks.RunExitingAsync(pids, CallbackPatience, CallbackScope.Of(callbacks), CancellationToken.None).ConfigureAwait(false);
        foreach (IWorkerProcess worker in launched.All)
        {
            launched.MarkRemoving(worker.Pid);
        }

        await Task.WhenAll(launched.All.Select(worker => stopper.StopAsync(worker, waitFor, CancellationToken.None))).ConfigureAwait(false);
        await ExitedAsync(pids).WaitAsync(CallbackPatience, process.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await launched.WhenFinalizedAsync().WaitAsync(waitFor, process.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_adding.Keys).WaitAsync(waitFor, process.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _ending.Dispose();

    /// <summary>Waits until the callbacks for the exit of workers that end have run.</summary>
    private async Task ExitedAsync(int[] pids)
    {
        if (callbacks.Exited.IsEmpty)
        {
            return;
        }

        await processes.WaitAsync(view => !pids.Any(view.Processes.ContainsKey), CancellationToken.None).ConfigureAwait(false);
        await Task.WhenAll(pids.Select(exits.WhenHandledAsync)).ConfigureAwait(false);
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
    private async Task<Exception?> JoinedAsync(LaunchResult result, TimeSpan joinTimeout, CancellationToken cancellationToken)
    {
        if (!result.Succeeded)
        {
            await ForgetAsync(result.Pid, new ProcessExit()).ConfigureAwait(false);
            return launched.TakeStartFailure(result.Pid) ?? result.Error;
        }

        IWorkerProcess worker = result.Process;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task joined = processes.WaitAsync(view => view.Processes.ContainsKey(worker.Pid), giveUp.Token);
        Task timeout = Task.Delay(joinTimeout, process.Time, giveUp.Token);
        Task exited = ExitOf(worker);
        Task first = await Task.WhenAny(joined, exited, timeout).ConfigureAwait(false);
        await giveUp.CancelAsync().ConfigureAwait(false);
        if (first == joined && joined.IsCompletedSuccessfully)
        {
            await launched.ManageAsync(worker.Pid, ManageOperation.Register).ConfigureAwait(false);
            return null;
        }

        if (first != exited)
        {
            await launched.KillAsync(worker).ConfigureAwait(false);
        }

        ProcessExit exit = await launched.DescribeDeathAsync(worker, TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await ForgetAsync(worker.Pid, exit).ConfigureAwait(false);
        if (launched.TakeStartFailure(worker.Pid) is { } told)
        {
            return told;
        }

        return first == exited
            ? new ProcessExitedException(worker.Pid, exit, CallOutcome.NotStarted)
            : new TimeoutException($"Worker {worker.Pid} (os pid {worker.OsProcessId}) did not join within {joinTimeout}. It was killed. "
                + $"If it needs more time, set {nameof(AddProcsOptions)}.{nameof(AddProcsOptions.JoinTimeout)} or {nameof(DistributedOptions)}.{nameof(DistributedOptions.JoinTimeout)}.");
    }

    /// <summary>The end of a process, also where its manager fails to tell of it.</summary>
    private static Task ExitOf(IWorkerProcess worker)
    {
        try
        {
            return worker.Exited ?? Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    /// <summary>Gives a reserved pid up, so that a late arrival is turned away.</summary>
    private Task ForgetAsync(int pid, ProcessExit exit) => Manager.Depart([new ProcessDeparture(pid, exit)]);

    private void EnsureHead()
    {
        if (!process.IsHead)
        {
            throw Errors.NotHead(process.Pid);
        }
    }

    [LoggerMessage(62, LogLevel.Debug, "The membership could not be asked for.")]
    private partial void LogNotRefreshed(Exception exception);
}
