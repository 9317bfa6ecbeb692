using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Callbacks;

/// <summary>What callbacks are told, and what becomes of the call that waits for them.</summary>
public sealed class WorkerCallbackTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Started_SeveralWorkers_IsCalledForEachWhenAllHaveJoined()
    {
        var calls = new List<(int Pid, int[] Known, int Here)>();
        Head.AddWorkerStartedCallback(pid =>
        {
            lock (calls)
            {
                calls.Add((pid, [.. Head.Procs], Cluster.Current.MyId));
            }
        });

        await _cluster.AddProcsAsync(3).Soon();

        Assert.Equal([2, 3, 4], calls.Select(c => c.Pid).Order());
        Assert.All(calls, call => Assert.Equal([1, 2, 3, 4], call.Known));
        Assert.All(calls, call => Assert.Equal(1, call.Here));
    }

    [Fact]
    public async Task Starting_Fails_NothingIsLaunchedAndErrorNamesIt()
    {
        WorkerCallback callback = Head.AddWorkerStartingCallback((_, _) => throw new FormatException("not today"), "calendar");

        var error = await Assert.ThrowsAsync<AggregateException>(() => _cluster.AddProcsAsync(2).Soon());

        Assert.Contains("No worker was launched", error.Message, StringComparison.Ordinal);
        Assert.Contains("calendar", error.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(Assert.IsType<RemoteException>(Assert.Single(error.InnerExceptions)).InnerException);
        Assert.Equal([1], Head.Procs);
        callback.Dispose();
        Assert.Equal([2], await _cluster.AddProcsAsync(1).Soon());
    }

    [Fact]
    public async Task Starting_TwoCallbacks_GetManagerAndOptions()
    {
        var seen = new List<TimeSpan>();
        Head.AddWorkerStartingCallback((manager, options) => seen.Add(manager is null ? default : options.CallbackWarningInterval));
        Head.AddWorkerStartingCallback(async (_, options) =>
        {
            await Task.Yield();
            options.JoinTimeout = TimeSpan.FromDays(-1);
        });

        // What a callback writes into the options is checked like what the caller writes.
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster.AddProcsAsync(1).Soon());
        Assert.Equal([AddProcsOptions.DefaultCallbackWarningInterval], seen);
    }

    [Fact]
    public async Task Started_Fails_CallFailsAndWorkersBelong()
    {
        Head.AddWorkerStartedCallback(pid => pid == 3 ? Task.FromException(new FormatException("three")) : Task.CompletedTask, "picky");

        var error = await Assert.ThrowsAsync<AddProcsException>(() => _cluster.AddProcsAsync(2).Soon());

        Assert.Contains("[2, 3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("picky (worker 3)", error.Message, StringComparison.Ordinal);
        Assert.Equal("three", Assert.IsType<RemoteException>(Assert.Single(error.InnerExceptions)).RemoteMessage);
        Assert.Equal([2, 3], Head.Workers);
        Assert.Equal(3, await Head.RemoteCallFetchAsync(3, () => Cluster.Current.MyId).Soon());
    }

    [Fact]
    public async Task Started_CallIsCancelled_EndsAndTellsCallback()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new TaskCompletionSource();
        Head.AddWorkerStartedCallback(async _ =>
        {
            CancellationToken token = Head.Cancellation;
            await cancellation.CancelAsync();
            using (token.Register(() => told.SetResult()))
            {
                await told.Task;
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cluster.AddProcsAsync(1, cancellationToken: cancellation.Token).Soon());

        await told.Task.Soon();
        Assert.Equal([2], Head.Workers);
    }

    [Fact]
    public async Task Started_StillRuns_LogListsItAndCallWaits()
    {
        using var errors = new ErrorOutput();
        var release = new TaskCompletionSource();
        Head.AddWorkerStartedCallback(_ => release.Task, "slow");
        Head.AddWorkerStartedCallback(_ => { }, "quick");

        Task adding = Head.AddProcsAsync(_cluster.Manager, 1, new AddProcsOptions { CallbackWarningInterval = TimeSpan.FromMilliseconds(20) });
        await errors.ContainsSoonAsync("worker-started callbacks that still run: slow (worker 2).");
        Assert.False(adding.IsCompleted);
        release.SetResult();

        await adding.Soon();
    }

    [Fact]
    public async Task All_SeveralOfAKind_BeginInOrderAndRunAtTheSameTime()
    {
        var begun = new List<string>();
        var all = new TaskCompletionSource();
        foreach (string key in (string[])["c", "a", "b"])
        {
            Head.AddWorkerExitingCallback(
                async _ =>
                {
                    lock (begun)
                    {
                        begun.Add(key);
                        if (begun.Count == 3)
                        {
                            all.SetResult();
                        }
                    }

                    await all.Task;
                },
                key);
        }

        await _cluster.AddProcsAsync(1).Soon();
        await Head.RmProcsAsync([2]).Soon();

        Assert.Equal(["a", "b", "c"], begun.Order());
    }

    [Fact]
    public async Task Exiting_Throws_IsLoggedAndWorkerIsRemoved()
    {
        using var errors = new ErrorOutput();
        Head.AddWorkerExitingCallback(_ => throw new FormatException("I refuse"), "stubborn");
        await _cluster.AddProcsAsync(1).Soon();

        await Head.RmProcsAsync([2]).Soon();

        Assert.Equal([1], Head.Procs);
        Assert.Contains("The worker-exiting callback stubborn (worker 2) failed.", errors.Text, StringComparison.Ordinal);
        Assert.Contains("I refuse", errors.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exiting_NeverReturns_IsGivenUpAndAskedToStop(bool isBlocking)
    {
        using var errors = new ErrorOutput();
        using var release = new ManualResetEventSlim();
        var asked = new TaskCompletionSource();
        Head.AddWorkerExitingCallback(
            async _ =>
            {
                Head.Cancellation.Register(() => asked.SetResult());
                if (isBlocking)
                {
                    release.Wait();
                }

                await Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
            "endless");
        await _cluster.AddProcsAsync(1).Soon();

        await Head.RmProcsAsync([2], new RmProcsOptions { CallbackTimeout = TimeSpan.FromMilliseconds(50) }).Soon();

        await asked.Task.Soon();
        Assert.Equal([1], Head.Procs);
        Assert.Contains("endless (worker 2)", errors.Text, StringComparison.Ordinal);
        release.Set();
    }

    [Fact]
    public async Task Exited_RemovedAndKilled_TellsWhich()
    {
        var exits = new Dictionary<int, WorkerExited>();
        var both = new TaskCompletionSource();
        Head.AddWorkerExitedCallback(exited =>
        {
            lock (exits)
            {
                exits.Add(exited.Pid, exited);
                if (exits.Count == 2)
                {
                    both.SetResult();
                }
            }
        });
        await _cluster.AddProcsAsync(2).Soon();

        await Head.RmProcsAsync([2]).Soon();
        Assert.Equal(WorkerState.Terminated, exits[2].State);
        Assert.Equal(0, exits[2].Exit.ExitCode);
        await _cluster.KillAsync(3).Soon();
        await both.Task.Soon();

        Assert.Equal(WorkerState.Exterminated, exits[3].State);
        Assert.Equal(9, exits[3].Exit.Signal);
        Assert.Equal((WorkerState.Terminated, WorkerState.Exterminated), (Head.GetWorkerState(2), Head.GetWorkerState(3)));
    }

    [Fact]
    public async Task Exited_Throws_IsLogged()
    {
        using var errors = new ErrorOutput();
        Head.AddWorkerExitedCallback(_ => throw new FormatException("too late"), "late");
        await _cluster.AddProcsAsync(1).Soon();

        await Head.RmProcsAsync([2]).Soon();

        Assert.Contains("The worker-exited callback late (worker 2) failed.", errors.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exiting_IsNotCalledForDeadWorkers()
    {
        var exiting = new List<int>();
        var exited = new TaskCompletionSource();
        Head.AddWorkerExitingCallback(exiting.Add);
        Head.AddWorkerExitedCallback(_ => exited.SetResult());
        await _cluster.AddProcsAsync(1).Soon();

        await _cluster.KillAsync(2).Soon();
        await exited.Task.Soon();
        await Head.RmProcsAsync([2, 1, 17]).Soon();

        Assert.Empty(exiting);
    }

    [Fact]
    public async Task Dispose_WhileItRuns_GoesOnAndIsNotCalledAgain()
    {
        int calls = 0;
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        WorkerCallback callback = Head.AddWorkerStartedCallback(async _ =>
        {
            Interlocked.Increment(ref calls);
            begun.SetResult();
            await release.Task;
        });

        Task adding = _cluster.AddProcsAsync(1);
        await begun.Task.Soon();
        callback.Dispose();
        release.SetResult();
        await adding.Soon();
        await _cluster.AddProcsAsync(1).Soon();

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Add_AtAWorker_IsRefused()
    {
        await _cluster.AddProcsAsync(1).Soon();
        ICluster worker = _cluster[2];

        Assert.Throws<InvalidOperationException>(() => worker.AddWorkerStartingCallback((_, _) => { }));
        Assert.Throws<InvalidOperationException>(() => worker.AddWorkerStartedCallback(_ => { }));
        Assert.Throws<InvalidOperationException>(() => worker.AddWorkerExitingCallback(_ => { }));
        Assert.Throws<InvalidOperationException>(() => worker.AddWorkerExitedCallback(_ => { }));
        Assert.Throws<InvalidOperationException>(() => worker.RemoveWorkerExitedCallback("key"));
    }

    [Fact]
    public void Add_NoFunction_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => Head.AddWorkerStartingCallback((Action<IClusterManager, AddProcsOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => Head.AddWorkerStartedCallback((Func<int, Task>)null!));
        Assert.Throws<ArgumentNullException>(() => Head.AddWorkerExitingCallback((Action<int>)null!));
        Assert.Throws<ArgumentNullException>(() => Head.AddWorkerExitedCallback((Action<WorkerExited>)null!));
    }
}
