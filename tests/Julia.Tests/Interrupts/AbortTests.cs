using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Interrupts;

/// <summary>Aborting: code that does not look at its token ends as well, whatever it is stuck in, and the worker lives on.</summary>
[Collection(nameof(FourWorkers))]
public sealed class AbortTests(FourWorkers cluster)
{
    public static TheoryData<string> Kinds =>
    [
        nameof(Spins), nameof(Sleeps), nameof(WaitsForMonitor), nameof(WaitsForLock), nameof(WaitsForTask), nameof(GetsResultOfTask),
        nameof(WaitsForSemaphore), nameof(WaitsForHandle), nameof(CatchesEverything), nameof(SpinsInCatch), nameof(JoinsThread),
    ];

    private ICluster Head => cluster.Head;

    private int Worker => cluster.Workers[2];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task InterruptAsync_AbortWhileBlocked_CallFailsAndWorkerLives(string kind)
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        int osPid = await Head.RemoteCallFetchAsync(Worker, () => Environment.ProcessId).InTimeAsync();
        Task call = Head.RemoteCallFetchAsync(Worker, Stick, started, kind);
        await InterruptTests.StartedAsync(started, 1);

        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();

        InterruptTests.AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), Worker);
        Assert.Equal(osPid, await Head.RemoteCallFetchAsync(Worker, () => Environment.ProcessId).InTimeAsync());
    }

    [Theory]
    [InlineData(nameof(Spins))]
    [InlineData(nameof(Sleeps))]
    public async Task InterruptAsync_AbortAfterAnAwait_CallFails(string kind)
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Task call = Head.RemoteCallFetchAsync(Worker, StickAfterAwait, started, kind);
        await InterruptTests.StartedAsync(started, 1);
        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();
        InterruptTests.AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), Worker);
    }

    [Fact]
    public async Task InterruptAsync_AbortWhileAwaitingForEver_CallerIsAnswered()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Task call = Head.RemoteCallFetchAsync(
            Worker,
            async (RemoteChannel<int> s) =>
            {
                await s.PutAsync(1);
                await new TaskCompletionSource().Task;
            },
            started);
        await InterruptTests.StartedAsync(started, 1);
        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync());
        InterruptTests.AssertInterrupted(error, Worker);
        Assert.Contains("waited for something", error.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterruptAsync_AbortWhileWaitingForACallInTurn_BothEnd()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        int other = cluster.Workers[3];
        Task call = Head.RemoteCallFetchAsync(
            Worker,
            (RemoteChannel<int> s, int pid) => Cluster.Current.RemoteCallFetchAsync(pid, InterruptTests.WaitForToken, s).GetAwaiter().GetResult(),
            started,
            other);
        await InterruptTests.StartedAsync(started, 1);
        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();
        InterruptTests.AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), Worker);
    }

    [Fact]
    public async Task InterruptAsync_AbortManyAtOnce_AllEnd()
    {
        const int Count = 20;
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(Count);
        Task[] calls = [.. Enumerable.Range(0, Count).Select(i => Head.RemoteCallFetchAsync(Worker, Stick, started, i % 2 == 0 ? nameof(Sleeps) : nameof(WaitsForTask)))];
        await InterruptTests.StartedAsync(started, Count);
        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();
        foreach (Task call in calls)
        {
            InterruptTests.AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), Worker);
        }

        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Head.RemoteCallFetchAsync(Worker, n => n, i))).InTimeAsync());
    }

    [Fact]
    public async Task InterruptAsync_AbortLooksAtTokenInTime_EndsByItself()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Task<string> call = Head.RemoteCallFetchAsync(
            Worker,
            (RemoteChannel<int> s, CancellationToken ct) =>
            {
                s.PutAsync(1, CancellationToken.None).GetAwaiter().GetResult();
                ct.WaitHandle.WaitOne();
                return "tidied up";
            },
            started);
        await InterruptTests.StartedAsync(started, 1);
        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();
        Assert.Equal("tidied up", await call.InTimeAsync());
    }

    [Fact]
    public async Task InterruptAsync_AbortAfterTheCallLeftCodeBehind_ThatEndsToo()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Head.RemoteDo(
            Worker,
            (RemoteChannel<int> s) =>
            {
                _ = SpinLater(s);
            },
            started);
        await InterruptTests.StartedAsync(started, 1);
        Assert.True(await Head.RemoteCallFetchAsync(Worker, Left.IsRunning).InTimeAsync());
        await Head.InterruptAsync(Worker, InterruptMode.Abort).InTimeAsync();
        Assert.False(await Head.RemoteCallFetchAsync(Worker, Left.IsRunning).InTimeAsync());
    }

    private static async Task SpinLater(RemoteChannel<int> started)
    {
        await Task.Yield();
        try
        {
            Left.Running = true;
            started.PutAsync(1).GetAwaiter().GetResult();
            Spins();
        }
        finally
        {
            Left.Running = false;
        }
    }

    private static void Stick(RemoteChannel<int> started, string kind)
    {
        started.PutAsync(1).GetAwaiter().GetResult();
        Enter(kind);
    }

    private static async Task StickAfterAwait(RemoteChannel<int> started, string kind)
    {
        await started.PutAsync(1);
        await Task.Yield();
        Enter(kind);
    }

    private static void Enter(string kind) =>
        typeof(AbortTests).GetMethod(kind, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.CreateDelegate<Action>()();

    private static void Spins()
    {
        while (true)
        {
            Thread.SpinWait(10);
        }
    }

    private static void Sleeps() => Thread.Sleep(Timeout.Infinite);

    private static void WaitsForMonitor()
    {
        object gate = new();
        HoldForEver(() => Monitor.Enter(gate));
        lock (gate)
        {
        }
    }

    private static void WaitsForLock()
    {
        var gate = new Lock();
        HoldForEver(gate.Enter);
        lock (gate)
        {
        }
    }

    private static void WaitsForTask() => new TaskCompletionSource().Task.Wait(CancellationToken.None);

    private static void GetsResultOfTask() => new TaskCompletionSource<int>().Task.GetAwaiter().GetResult();

    private static void WaitsForSemaphore()
    {
        using var semaphore = new SemaphoreSlim(0);
        semaphore.Wait(CancellationToken.None);
    }

    private static void WaitsForHandle()
    {
        using var never = new ManualResetEvent(false);
        never.WaitOne();
    }

    private static void CatchesEverything()
    {
        while (true)
        {
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (Exception)
            {
                // As loops in servers do, that must never end.
            }
        }
    }

    private static void SpinsInCatch()
    {
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    private static void JoinsThread()
    {
        var sleeping = new Thread(Sleeps) { IsBackground = true };
        sleeping.Start();
        sleeping.Join();
    }

    private static void HoldForEver(Action enter)
    {
        using var held = new ManualResetEventSlim();
        new Thread(() =>
        {
            enter();
            held.Set();
            Thread.Sleep(Timeout.Infinite);
        })
        { IsBackground = true }.Start();
        held.Wait(CancellationToken.None);
    }

    private static class Left
    {
        public static volatile bool Running;

        public static bool IsRunning() => Running;
    }
}
