using System.Diagnostics;
using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>A worker is killed: its callers hear of it within a second, and the others are not touched.</summary>
public sealed class DeathOfWorkerTests(Head head) : IClassFixture<Head>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    [Trait("Fault", "F1")]
    public async Task Procs_IdleWorkerKilled_NobodyListsIt()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(2);

        workers.Kill(workers[0]);

        await Cluster.WaitUntilGoneAsync(workers[0], observer: 1);
        await Cluster.WaitUntilGoneAsync(workers[0], observer: workers[1]);
        Assert.Equal([1, workers[1]], Cluster.Procs);
        Assert.Equal(workers[1], await Cluster.RemoteCallFetchAsync(workers[1], MyId).InTimeAsync());
    }

    [Fact]
    [Trait("Fault", "F2")]
    public async Task RemoteCallFetchAsync_WorkerKilledWhileItRuns_FailsSoonWithSignalAndOutcome()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>();
        Task<int> call = Cluster.RemoteCallFetchAsync(workers[0], RunForEver, started);
        await started.TakeAsync().InTimeAsync();

        long killed = Stopwatch.GetTimestamp();
        workers.Kill(workers[0]);

        ProcessExitedException error = await call.FailsSoonAsync(killed);
        Assert.Equal(workers[0], error.Pid);
        Assert.Equal(Signals.Kill, error.Exit.Signal);
        Assert.Null(error.Exit.ExitCode);
        Assert.Equal(workers.ProcessOf(workers[0]).Id, error.Exit.OsProcessId);
        Assert.Equal(CallOutcome.MayHaveRun, error.Outcome);
        Assert.Equal(
            $"Worker {workers[0]} (os pid {error.Exit.OsProcessId}) was killed by signal 9 while running "
            + $"{nameof(DeathOfWorkerTests)}.{nameof(RunForEver)}; it may have run. Retry it if it is safe to repeat.",
            error.Message);
    }

    [Fact]
    [Trait("Fault", "F2")]
    public async Task AllCallers_WorkerKilledMeanwhile_AllFailSoon()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        (int victim, int other) = (workers[0], workers[1]);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>(10);
        RemoteChannel<int> channel = await Cluster.CreateChannelAsync<int>(1, victim).InTimeAsync();
        RemoteChannel<int> full = await Cluster.CreateChannelAsync<int>(1, victim).InTimeAsync();
        await full.PutAsync(1).InTimeAsync();
        Future<int> future = Cluster.RemoteCall(victim, RunForEver, started);
        Future<int> empty = Cluster.CreateFuture<int>(victim);
        Task[] calls =
        [
            Cluster.RemoteCallFetchAsync(victim, RunForEver, started),
            Cluster.RemoteCallWaitAsync(victim, RunForEver, started),
            future.FetchAsync(),
            future.WaitAsync(),
            empty.FetchAsync(),
            channel.TakeAsync(),
            channel.FetchAsync(),
            full.PutAsync(2),
        ];
        Task<string> atOther = Cluster.RemoteCallFetchAsync(other, CallForEver, victim, started);
        for (int i = 0; i < 4; i++)
        {
            await started.TakeAsync().InTimeAsync();
        }

        long killed = Stopwatch.GetTimestamp();
        workers.Kill(victim);

        foreach (Task call in calls)
        {
            Assert.Equal(Signals.Kill, (await call.FailsSoonAsync(killed)).Exit.Signal);
        }

        Assert.StartsWith($"Worker {victim} (os pid ", await atOther.InTimeAsync(), StringComparison.Ordinal);
        Assert.Contains("was killed by signal 9", await atOther, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(killed), TimeSpan.Zero, Limits.DeathNotice);
    }

    [Fact]
    [Trait("Fault", "F2")]
    public async Task NestedCall_InnermostWorkerKilled_OuterCallFailsWithItsError()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        (int victim, int between) = (workers[0], workers[1]);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>();
        Task<int> call = Cluster.RemoteCallFetchAsync(between, NestForEver, victim, started);
        await started.TakeAsync().InTimeAsync();

        workers.Kill(victim);

        var error = await Assert.ThrowsAsync<RemoteException>(() => call.WaitAsync(Limits.DeathNotice));
        Assert.Equal(between, error.Pid);
        var inner = Assert.IsType<ProcessExitedException>(error.InnerException);
        Assert.Equal((victim, CallOutcome.MayHaveRun), (inner.Pid, inner.Outcome));
    }

    [Fact]
    [Trait("Fault", "F3")]
    public async Task RemoteCallFetchAsync_WorkerKilledBefore_NotStarted()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        workers.Kill(workers[0]);
        await Cluster.WaitUntilGoneAsync(workers[0], observer: 1);

        var error = await Assert.ThrowsAsync<ProcessExitedException>(() => Cluster.RemoteCallFetchAsync(workers[0], MyId).InTimeAsync());

        Assert.Equal(CallOutcome.NotStarted, error.Outcome);
        Assert.Equal(Signals.Kill, error.Exit.Signal);
        Assert.Contains("MyId did not run. It is safe to call another process.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryKindOfCall_PidThatNeverWas_FailsAtOnce()
    {
        const int Nobody = 100_000;
        Func<Task>[] calls =
        [
            () => Cluster.RemoteCallFetchAsync(Nobody, MyId),
            () => Cluster.RemoteCallWaitAsync(Nobody, MyId),
            () => Cluster.RemoteCall(Nobody, MyId).FetchAsync(),
            () => Cluster.CreateChannelAsync<int>(1, Nobody),
            () => Cluster.CreateFuture<int>(Nobody).FetchAsync(),
            () => Task.Run(() => Cluster.RemoteDo(Nobody, () => { })),
        ];
        foreach (Func<Task> call in calls)
        {
            long start = Stopwatch.GetTimestamp();
            ProcessExitedException error = await Task.Run(call).FailsSoonAsync(start);
            Assert.Equal(Nobody, error.Pid);
            Assert.Equal(ProcessExitReason.NeverExisted, error.Exit.Reason);
            Assert.Equal(CallOutcome.NotStarted, error.Outcome);
        }
    }

    [Fact]
    public async Task Cluster_WorkersKilledOneAfterTheOther_StaysOfOneMind()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(5);
        for (int i = 0; i < 4; i++)
        {
            workers.Kill(workers[i]);
            await Cluster.WaitUntilGoneAsync(workers[i], observer: 1);
            int[] left = [1, .. workers.Pids.Skip(i + 1)];
            foreach (int pid in left)
            {
                await Cluster.WaitUntilGoneAsync(workers[i], observer: pid);
                Assert.Equal(left, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.Procs.ToArray()).InTimeAsync());
            }
        }

        await using WorkerGroup more = await head.StartWorkersAsync(1);
        Assert.True(more[0] > workers[4]);
        Assert.Equal(more[0], await Cluster.RemoteCallFetchAsync(workers[4], to => Distributed.Cluster.Current.RemoteCallFetchAsync(to, MyId), more[0]).InTimeAsync());
    }

    [Fact]
    public async Task PMapAsync_WorkerKilledMeanwhile_OthersDoItsItemsAndItIsToldOnce()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(3);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>(1000);
        var lost = new List<ProcessExitedException>();
        var options = new PMapOptions
        {
            Pool = new WorkerPool(Cluster, workers.Pids),
            Idempotent = true,
            OnWorkerLost = error =>
            {
                lock (lost)
                {
                    lost.Add(error);
                }
            },
        };
        int victim = workers[1];
        Task<int[]> map = Cluster.PMapAsync(
            Enumerable.Range(0, 200),
            async i =>
            {
                if (Distributed.Cluster.Current.MyId == victim)
                {
                    await started.PutAsync(i);
                    await Task.Delay(Timeout.Infinite);
                }

                return i * i;
            },
            options);
        await started.TakeAsync().InTimeAsync();

        workers.Kill(victim);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * i), await map.InTimeAsync());
        Assert.Equal(victim, Assert.Single(lost).Pid);
    }

    private static int MyId() => Distributed.Cluster.Current.MyId;

    private static async Task<int> RunForEver(RemoteChannel<int> started)
    {
        await started.PutAsync(1);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static Task<int> NestForEver(int pid, RemoteChannel<int> started) =>
        Distributed.Cluster.Current.RemoteCallFetchAsync(pid, RunForEver, started);

    private static async Task<string> CallForEver(int pid, RemoteChannel<int> started)
    {
        try
        {
            return $"{await NestForEver(pid, started)}";
        }
        catch (ProcessExitedException error)
        {
            return error.Message;
        }
    }
}
