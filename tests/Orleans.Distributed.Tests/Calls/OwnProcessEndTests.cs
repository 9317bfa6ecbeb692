using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>What waits for the own process when that ends: nothing may wait for ever.</summary>
public sealed class OwnProcessEndTests
{
    [Fact]
    public async Task DisposeAsync_CallOfItselfUnderWay_Fails()
    {
        using var gate = new Gate();
        DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        Task<int> call = cluster.Head.RemoteCallFetchAsync(1, async () =>
        {
            await gate.PassAsync();
            return 1;
        });
        Future<int> future = cluster.Head.RemoteCall(1, async () =>
        {
            await gate.PassAsync();
            return 1;
        });
        Task<int> fetching = future.FetchAsync();
        await gate.ArrivedAsync(2);
        await cluster.DisposeAsync();
        gate.Open();
        AssertRemoved(await Assert.ThrowsAsync<ProcessExitedException>(() => call.Soon()));
        AssertRemoved(await Assert.ThrowsAsync<ProcessExitedException>(() => fetching.Soon()));
    }

    [Fact]
    public async Task DisposeAsync_OwnFutureAndChannelAwaited_Fail()
    {
        DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        Task<int> fetching = cluster.Head.CreateFuture<int>().FetchAsync();
        RemoteChannel<int> channel = await cluster.Head.CreateChannelAsync<int>();
        Task<int> taking = channel.TakeAsync();
        Assert.False(await channel.IsReadyAsync());
        await cluster.DisposeAsync();
        AssertRemoved(await Assert.ThrowsAsync<ProcessExitedException>(() => fetching.Soon()));
        AssertRemoved(await Assert.ThrowsAsync<ProcessExitedException>(() => taking.Soon()));
        await Assert.ThrowsAsync<ProcessExitedException>(() => channel.TakeAsync().Soon());
    }

    [Fact]
    public async Task RemoteCallFetchAsync_ItselfAfterDispose_Fails()
    {
        DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        await cluster.DisposeAsync();
        await Assert.ThrowsAsync<ProcessExitedException>(() => cluster.Head.RemoteCallFetchAsync(1, () => 1).Soon());
        await Assert.ThrowsAsync<ProcessExitedException>(() => cluster.Head.RemoteCall(1, () => 1).Soon());
        await Assert.ThrowsAsync<ProcessExitedException>(() => cluster.Head.CreateFuture<int>().Soon());
        await Assert.ThrowsAsync<ProcessExitedException>(() => cluster.Head.PMapAsync([1], x => x, new PMapOptions { Idempotent = true }).Soon());
    }

    private static void AssertRemoved(ProcessExitedException error)
    {
        Assert.Equal(1, error.Pid);
        Assert.Equal(ProcessExitReason.Removed, error.Exit.Reason);
        Assert.Equal(CallOutcome.MayHaveRun, error.Outcome);
    }
}
