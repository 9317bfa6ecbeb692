using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

public sealed class MembershipTests
{
    [Fact]
    [Trait("Spec", "J-008")]
    public async Task Lists_HeadAlone_HeadIsItsOwnWorker()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        ICluster head = cluster.Head;
        Assert.Equal((1, 1, 1), (head.MyId, head.NProcs, head.NWorkers));
        Assert.Equal([1], head.Procs);
        Assert.Equal([1], head.Workers);
        Assert.Empty(head.OtherProcs);
        Assert.Empty(head.OtherWorkers);
        Assert.Same(head, Cluster.Current);
    }

    [Fact]
    public async Task AddAndRemove_AllProcessesAgreeAndPidsAreNotReused()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        ICluster head = cluster.Head;
        foreach (int pid in head.Procs)
        {
            Assert.Equal([1, 2, 3], cluster[pid].Procs);
            Assert.Equal([2, 3], cluster[pid].Workers);
            Assert.Equal(new[] { 1, 2, 3 }.Where(p => p != pid), cluster[pid].OtherProcs);
            Assert.Equal(new[] { 2, 3 }.Where(p => p != pid), cluster[pid].OtherWorkers);
        }

        await head.RmProcsAsync([3, 99, 1]);
        Assert.Equal([1, 2], head.Procs);
        Assert.Equal([4], await cluster.AddProcsAsync(1));
        Assert.Equal([1, 2, 4], cluster[2].Procs);
        Assert.Equal(ProcessExitReason.Removed, (await Assert.ThrowsAsync<ProcessExitedException>(() => head.RemoteCallFetchAsync(3, () => 1))).Exit.Reason);
    }

    [Fact]
    public async Task AddAndRemove_AtAWorker_InvalidOperation()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(2);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster[2].RmProcsAsync([2]));
        Assert.Contains("Only process 1 can add and remove processes", error.Message, StringComparison.Ordinal);
        RemoteException remote = await Assert.ThrowsAsync<RemoteException>(
            () => cluster.Head.RemoteCallFetchAsync(2, () => Cluster.Current.RmProcsAsync([2])));
        Assert.Contains("Only process 1 can add and remove processes", remote.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_CallersInAllProcesses_ProcessExited()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        using var gate = new Gate();
        Task own = cluster.Head.RemoteCallFetchAsync(3, gate.PassAsync);
        Task<int> elsewhere = cluster.Head.RemoteCallFetchAsync(2, async () =>
        {
            try
            {
                await Cluster.Current.RemoteCallFetchAsync(3, gate.PassAsync);
                return 0;
            }
            catch (ProcessExitedException e)
            {
                return e.Pid;
            }
        });
        await gate.ArrivedAsync(2);
        await cluster.KillAsync(3);
        ProcessExitedException error = await ExitedAsync(own);
        Assert.Equal((3, CallOutcome.MayHaveRun, 9), (error.Pid, error.Outcome, error.Exit.Signal));
        Assert.Equal(3, await elsewhere.Soon());
    }

    private static Task<ProcessExitedException> ExitedAsync(Task call) => Assert.ThrowsAsync<ProcessExitedException>(() => call.Soon());
}
