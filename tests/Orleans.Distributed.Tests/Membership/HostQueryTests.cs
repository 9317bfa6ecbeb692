using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

[Collection(nameof(ThreeProcesses))]
public sealed class HostQueryTests(ThreeProcesses cluster)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ProcsOnHost_OneMachine_AreAll(int observer)
    {
        ICluster here = cluster.TestCluster[observer];

        Assert.Equal([1, 2, 3], await here.ProcsOnHostAsync(3).Soon());
        Assert.Equal(here.OtherProcs, await here.OtherProcsOnHostAsync(3).Soon());
        Assert.True(await here.AreOnSameHostAsync([1, 2, 3]).Soon());
        Assert.True(await here.AreOnSameHostAsync([2]).Soon());
        Assert.True(await here.AreOnSameHostAsync([]).Soon());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(4711)]
    public async Task All_UnknownPid_IsRefused(int pid)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Head.ProcsOnHostAsync(pid).Soon());
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Head.OtherProcsOnHostAsync(pid).Soon());
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Head.AreOnSameHostAsync([1, pid]).Soon());
        await Assert.ThrowsAsync<ArgumentNullException>(() => cluster.Head.AreOnSameHostAsync(null!).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Head.ProcsOnHostAsync(1, new CancellationToken(true)).Soon());
    }
}
