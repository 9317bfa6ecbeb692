using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>Workers come and go as the head says.</summary>
public sealed class MembershipTests(Head head) : IClassFixture<Head>
{
    private const string OnlyHead = "Only process 1 can add and remove processes";

    private ICluster Cluster => head.Cluster;

    [Fact]
    public async Task AddProcsAsync_Twice_NewPidsThatAllKnow()
    {
        await using WorkerGroup first = await head.StartWorkersAsync(2);
        await using WorkerGroup second = await head.StartWorkersAsync(2);

        int[] all = [1, .. first.Pids, .. second.Pids];
        Assert.Equal(all.Order(), all);
        Assert.Equal(4, Cluster.NWorkers);
        foreach (int pid in all)
        {
            Assert.Equal(all, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.Procs.ToArray()).InTimeAsync());
            Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());
        }
    }

    [Fact]
    public async Task AddProcsAsync_EightAtOnce_EachReachesEachOther()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(8);

        Assert.Equal(8, workers.Pids.Distinct().Count());
        foreach (int from in workers.Pids)
        {
            int[] seen = await Cluster.RemoteCallFetchAsync(from, AskAllAsync, workers.Pids.ToArray()).InTimeAsync();
            Assert.Equal(workers.Pids, seen);
        }

        static async Task<int[]> AskAllAsync(int[] pids) =>
            await Task.WhenAll(pids.Select(pid => Distributed.Cluster.Current.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId)));
    }

    [Fact]
    public async Task AddProcsAsync_TwoAtTheSameTime_AllJoin()
    {
        Task<WorkerGroup>[] starting = [head.StartWorkersAsync(2), head.StartWorkersAsync(2)];
        await using WorkerGroup first = await starting[0];
        await using WorkerGroup second = await starting[1];

        int[] pids = [.. first.Pids, .. second.Pids];
        Assert.Equal(4, pids.Distinct().Count());
        foreach (int pid in pids)
        {
            Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());
        }
    }

    [Fact]
    public async Task AddProcsAsync_OneExitsAtItsStart_OthersBelongAndErrorTellsHow()
    {
        int[] before = [.. Cluster.Procs];

        var error = await Assert.ThrowsAsync<AddProcsException>(() => Cluster.AddProcsAsync(new PartlyFailingManager(), 3).InTimeAsync());

        int[] added = [.. Cluster.Procs.Except(before)];
        try
        {
            Assert.Equal(2, added.Length);
            var exited = Assert.IsType<ProcessExitedException>(Assert.Single(error.InnerExceptions));
            Assert.Equal(ExitingWorker.ExitCode, exited.Exit.ExitCode);
            Assert.Equal(added[1] + 1, exited.Pid);
            Assert.StartsWith("1 of 3 workers did not start: ", error.Message, StringComparison.Ordinal);
            foreach (int pid in added)
            {
                Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());
            }
        }
        finally
        {
            await Cluster.RmProcsAsync(added).InTimeAsync();
        }
    }

    [Fact]
    public async Task AddProcsAsync_CancelledMeanwhile_NoProcessIsLeft()
    {
        var manager = new RecordingManager(new LocalClusterManager(typeof(SilentWorker)));
        using var cancellation = new CancellationTokenSource();
        Task adding = Cluster.AddProcsAsync(manager, 2, cancellationToken: cancellation.Token);
        IReadOnlyList<IWorkerProcess> processes = await manager.Launched.InTimeAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding.InTimeAsync());
        Assert.All(processes, process => Assert.True(process.Exited.IsCompleted));
    }

    [Fact]
    public async Task AddAndRmProcsAsync_AtAWorker_OnlyProcess1Can()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        Assert.Contains(OnlyHead, await Cluster.RemoteCallFetchAsync(workers[0], TryAddAsync).InTimeAsync(), StringComparison.Ordinal);
        Assert.Contains(OnlyHead, await Cluster.RemoteCallFetchAsync(workers[0], TryRemoveAsync).InTimeAsync(), StringComparison.Ordinal);
        Assert.Contains(workers[0], Cluster.Procs);

        static async Task<string> TryAddAsync() =>
            (await Assert.ThrowsAsync<InvalidOperationException>(() => Distributed.Cluster.Current.AddProcsAsync(1))).Message;

        static async Task<string> TryRemoveAsync() =>
            (await Assert.ThrowsAsync<InvalidOperationException>(() => Distributed.Cluster.Current.RmProcsAsync([2]))).Message;
    }

    [Fact]
    public async Task RmProcsAsync_WhileCallsRun_CallsFailAndProcessEnds()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        (int victim, int other) = (workers[0], workers[1]);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>(2);
        Task<int>[] calls =
        [
            Cluster.RemoteCallFetchAsync(victim, WaitForEver, started),
            Cluster.RemoteCallFetchAsync(victim, BlockForEver, started),
        ];
        await started.TakeAsync().InTimeAsync();
        await started.TakeAsync().InTimeAsync();

        await Cluster.RmProcsAsync([victim]).InTimeAsync();

        foreach (Task<int> call in calls)
        {
            var error = await Assert.ThrowsAsync<ProcessExitedException>(() => call.InTimeAsync());
            Assert.Equal((ProcessExitReason.Removed, CallOutcome.MayHaveRun), (error.Exit.Reason, error.Outcome));
            Assert.Contains("was removed from the cluster", error.Message, StringComparison.Ordinal);
        }

        Assert.True(workers.ProcessOf(victim).HasEnded);
        Assert.Equal([1, other], Cluster.Procs);
        Assert.Equal(other, await Cluster.RemoteCallFetchAsync(other, () => Distributed.Cluster.Current.MyId).InTimeAsync());
        await Cluster.WaitUntilGoneAsync(victim, observer: other);
    }

    [Fact]
    public async Task RmProcsAsync_NoPatience_KillsAtOnce()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        await Cluster.RmProcsAsync(workers.Pids, new RmProcsOptions { StopTimeout = TimeSpan.Zero }).InTimeAsync();

        Assert.True(workers.ProcessOf(workers[0]).HasEnded);
        Assert.Equal([1], Cluster.Procs);
    }

    [Fact]
    public async Task RmProcsAsync_UnknownPidsAndTheHead_ChangesNothing()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        await Cluster.RmProcsAsync([1, 4711]).InTimeAsync();

        Assert.Equal([1, workers[0]], Cluster.Procs);
        Assert.Equal(1, await Cluster.RemoteCallFetchAsync(1, () => Distributed.Cluster.Current.MyId).InTimeAsync());
    }

    [Fact]
    public async Task RmProcsAsync_Twice_SecondDoesNothing()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        await Task.WhenAll(Cluster.RmProcsAsync(workers.Pids), Cluster.RmProcsAsync(workers.Pids)).InTimeAsync();
        await Cluster.RmProcsAsync(workers.Pids).InTimeAsync();

        Assert.Equal([1], Cluster.Workers);
    }

    private static async Task<int> WaitForEver(RemoteChannel<int> started)
    {
        await started.PutAsync(1);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static async Task<int> BlockForEver(RemoteChannel<int> started)
    {
        await started.PutAsync(1);
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
