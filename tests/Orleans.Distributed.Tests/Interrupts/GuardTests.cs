using Orleans.Distributed.Functions;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Interrupts;

/// <summary>
/// A function that is aborted uses the library in its catch block: what begins something is refused there, and what releases something
/// is done all the same.
/// </summary>
[Collection(nameof(ThreeProcesses))]
public sealed class GuardTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    public static TheoryData<string> Beginnings => [.. Uses.Keys];

    private static Dictionary<string, Func<WorkerPool, Task>> Uses { get; } = new()
    {
        ["CreateFuture"] = _ => Run(() => Cluster.Current.CreateFuture<int>()),
        ["CreateFuture elsewhere"] = _ => Run(() => Cluster.Current.CreateFuture<int>(3)),
        ["ChannelFromId"] = _ => Run(() => Cluster.Current.ChannelFromId<int>(new Rrid(2, 1))),
        ["EverywhereAsync"] = _ => Cluster.Current.EverywhereAsync([2, 3], () => { }),
        ["EverywhereAsync for the future"] = _ => Cluster.Current.EverywhereAsync(() => { }, forFuture: true),
        ["Resolve"] = _ => Run(() => new FunctionReference(new Rrid(2, 1), null!).Resolve()),
        ["WorkerPool"] = _ => Run(() => new WorkerPool(Cluster.Current, [3])),
        ["GetWorkersAsync"] = pool => pool.GetWorkersAsync().AsTask(),
        ["CountAsync"] = pool => pool.CountAsync().AsTask(),
        ["IsReadyAsync"] = pool => pool.IsReadyAsync().AsTask(),
        ["AddAsync"] = pool => pool.AddAsync(3).AsTask(),
        ["WaitAsync"] = pool => pool.WaitAsync().AsTask(),
        ["TakeAsync"] = pool => pool.TakeAsync().AsTask(),
        ["LeaseAsync"] = pool => pool.LeaseAsync().AsTask(),
        ["SetDefaultWorkerPoolAsync"] = pool => Cluster.Current.SetDefaultWorkerPoolAsync(pool),
        ["Globals.Set"] = _ => Run(() => Cluster.Current.Globals.Set("a", 1)),
        ["Globals.Remove"] = _ => Run(() => Cluster.Current.Globals.Remove("a")),
        ["Globals.SetAsync"] = _ => Cluster.Current.Globals.SetAsync("a", 1, [2]),
        ["SetStatusAsync"] = _ => Cluster.Current.SetStatusAsync("a"),
        ["GetStatusAsync"] = _ => Cluster.Current.GetStatusAsync(),
        ["Events"] = _ => Run(() => Cluster.Current.Events.GetAsyncEnumerator()),
        ["RemoteCall"] = _ => Run(() => Cluster.Current.RemoteCall(3, () => 1)),
        ["RemoteCallFetchAsync on a pool"] = pool => Cluster.Current.RemoteCallFetchAsync(pool, () => 1),
        ["RemoteCallWaitAsync"] = _ => Cluster.Current.RemoteCallWaitAsync(3, () => 1),
    };

    [Theory]
    [MemberData(nameof(Beginnings))]
    public async Task Abort_CatchBlockBeginsSomething_IsRefused(string use)
    {
        await using var pool = new WorkerPool(_head, [3]);
        using var notes = new Notes<string>();
        await AbortAsync((WorkerPool given) =>
        {
            try
            {
                Uses[use](given).GetAwaiter().GetResult();
                notes.Add("It was done.");
            }
            catch (Exception e)
            {
                notes.Add(e.Message);
            }
        }, pool);
        Assert.Contains("is being aborted", Assert.Single(await notes.CountedAsync(1)), StringComparison.Ordinal);
        Assert.Equal(3, await pool.TakeAsync().AsTask().Soon());
    }

    [Fact]
    public async Task Abort_FinallyReturnsToAPool_WorkerIsFree()
    {
        await using var pool = new WorkerPool(_head, [3]);
        await AbortAsync<WorkerPool, int>(static given => given.TakeAsync().AsTask().GetAwaiter().GetResult(), static (given, pid) => given.Return(pid), pool);
        Assert.Equal(3, await pool.TakeAsync().AsTask().Soon());
    }

    [Fact]
    public async Task Abort_FinallyDisposesALease_WorkerIsFree()
    {
        await using var pool = new WorkerPool(_head, [3]);
        await AbortAsync<WorkerPool, WorkerLease>(
            static given => given.LeaseAsync().AsTask().GetAwaiter().GetResult(), static (_, lease) => lease.Dispose(), pool);
        Assert.Equal(3, await pool.TakeAsync().AsTask().Soon());
    }

    [Fact]
    public async Task Abort_FinallyDisposesALeaseOfAnOwnPool_WorkerIsFree()
    {
        using var shelf = new Shelf<WorkerPool>();
        await AbortAsync<int, WorkerLease>(
            _ =>
            {
                var pool = new WorkerPool(Cluster.Current, [3]);
                shelf.Put(pool);
                return pool.LeaseAsync().AsTask().GetAwaiter().GetResult();
            },
            static (_, lease) => lease.Dispose(),
            0);
        Assert.Equal(3, await shelf.Get().TakeAsync().AsTask().Soon());
    }

    [Fact]
    public async Task Abort_FinallyDisposesHandles_TheyAreReleased()
    {
        Future<int> future = _head.CreateFuture<int>();
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>();
        using var held = new Gate();
        Task aborting = AbortAsync<(Future<int> Future, RemoteChannel<int> Channel), int>(
            _ => 0,
            static (given, _) =>
            {
                given.Future.DisposeAsync().AsTask().Wait();
                given.Channel.DisposeAsync().AsTask().Wait();
            },
            (future, channel));
        await aborting;
        await future.DisposeAsync();
        await channel.DisposeAsync();
        await processes.ReleasedAsync(future);
        await processes.ReleasedAsync(channel);
    }

    [Fact]
    public async Task Abort_FinallyDisposesARegistration_FunctionIsTakenBack()
    {
        long before = Recorded();
        await AbortAsync<int, EverywhereRegistration>(
            static _ => Cluster.Current.EverywhereAsync(static () => { }, forFuture: true).GetAwaiter().GetResult(),
            static (_, registration) => registration.DisposeAsync().AsTask().ContinueWith(static _ => { }, TaskScheduler.Default),
            0);
        await WaitExtensions.HoldsSoon(() => Recorded() == before);
    }

    /// <summary>Those whose call is given up hear of it, also when the one who gives it up is being aborted.</summary>
    [Fact]
    public async Task Abort_FinallyCancelsACall_ItEnds()
    {
        using var started = new Gate();
        using var told = new Gate();
        await AbortAsync<int, CancellationTokenSource>(
            _ =>
            {
                var giveUp = new CancellationTokenSource();
                Cluster.Current.RemoteDo(
                    3,
                    async (CancellationToken token) =>
                    {
                        started.Arrive();
                        await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                        told.Arrive();
                    },
                    giveUp.Token);
                started.ArrivedAsync().Wait();
                return giveUp;
            },
            static (_, giveUp) => giveUp.Cancel(),
            0);
        await told.ArrivedAsync();
    }

    /// <summary>A pool of the user's making is user code: it is torn like any.</summary>
    [Theory]
    [InlineData(nameof(ClusterCalls.RemoteCallFetchAsync))]
    [InlineData(nameof(ClusterCalls.RemoteCallWaitAsync))]
    [InlineData(nameof(ClusterCalls.RemoteCall))]
    [InlineData(nameof(ClusterCalls.RemoteDo))]
    public async Task Abort_InAPoolOfTheUsersMaking_IsTorn(string method)
    {
        using var asked = new Gate();
        using var torn = new Gate();
        Task call = _head.RemoteCallFetchAsync(2, () =>
        {
            ICluster here = Cluster.Current;
            var target = CallTarget.From(new StuckPool(asked));
            try
            {
                switch (method)
                {
                    case nameof(ClusterCalls.RemoteCallFetchAsync):
                        here.RemoteCallFetchAsync(target, () => 1).Wait();
                        break;
                    case nameof(ClusterCalls.RemoteCallWaitAsync):
                        here.RemoteCallWaitAsync(target, () => 1).Wait();
                        break;
                    case nameof(ClusterCalls.RemoteCall):
                        here.RemoteCall(target, () => 1);
                        break;
                    default:
                        here.RemoteDo(target, () => 1);
                        break;
                }
            }
            finally
            {
                torn.Arrive();
            }

            Thread.Sleep(Timeout.Infinite);
        });
        await asked.ArrivedAsync();
        await _head.InterruptAsync(2, InterruptMode.Abort).Soon();
        await torn.ArrivedAsync();
        Assert.IsType<CallInterruptedException>((await Assert.ThrowsAsync<RemoteException>(() => call.Soon())).InnerException);
    }

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task Run<T>(Func<T> function) => Run(() => { _ = function(); });

    private long Recorded() => DistributedCluster.From(_head).Services.Recorder.Records.Count;

    /// <summary>Runs a function on process 2 and aborts it; then it uses what it was given.</summary>
    private Task AbortAsync<T>(Action<T> use, T given) => AbortAsync<T, int>(static _ => 0, (argument, _) => use(argument), given);

    private async Task AbortAsync<T, TState>(Func<T, TState> begin, Action<T, TState> release, T given)
    {
        using var begun = new Gate();
        using var released = new Gate();
        Task call = _head.RemoteCallFetchAsync(
            2,
            (T argument) =>
            {
                TState state = begin(argument);
                begun.Arrive();
                try
                {
                    Thread.Sleep(Timeout.Infinite);
                }
                catch (ThreadInterruptedException)
                {
                    release(argument, state);
                    released.Arrive();
                }
            },
            given);
        await begun.ArrivedAsync();
        await _head.InterruptAsync(2, InterruptMode.Abort).Soon();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => call.Soon());
        Assert.IsType<CallInterruptedException>(error.InnerException);
        await released.ArrivedAsync();
    }
}
