using System.Threading.Channels;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>What channels lack: trying, selecting, an end with its reason, looking without taking. julia#58934, #3577, Distributed#88, #107.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ChannelAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Ask", "14")]
    public async Task Julia58934_TryAndWait_TellWithoutHanging()
    {
        await using RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, cluster.Workers[0]).InTimeAsync();

        Assert.Equal((false, 0), await channel.TryTakeAsync().InTimeAsync());
        Assert.True(await channel.TryPutAsync(7).InTimeAsync());
        Assert.False(await channel.TryPutAsync(8).InTimeAsync());
        Assert.True(await channel.WaitToTakeAsync().InTimeAsync());
        Assert.Equal((true, 7), await channel.TryTakeAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Ask", "14")]
    public async Task Julia3577_Select_TakesFromOneOfManyAndFromNoOther()
    {
        RemoteChannel<int>[] channels = await Task.WhenAll(cluster.Workers.Select(pid => Head.CreateChannelAsync<int>(1, pid))).InTimeAsync();
        Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync(channels);

        await channels[2].PutAsync(20).InTimeAsync();

        Assert.Equal((2, 20), await selecting.InTimeAsync());
        await channels[0].PutAsync(1).InTimeAsync();
        Assert.Equal(1, await channels[0].TakeAsync().InTimeAsync());
        foreach (RemoteChannel<int> channel in channels)
        {
            await channel.DisposeAsync();
        }
    }

    [Fact]
    [Trait("Ask", "14")]
    public async Task Distributed107_IsEmpty_TakesNothing()
    {
        await using RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, cluster.Workers[1]).InTimeAsync();
        await channel.PutAsync(1).InTimeAsync();

        Assert.False(await channel.IsEmptyAsync().InTimeAsync());
        Assert.False(await channel.IsEmptyAsync().InTimeAsync());

        Assert.Equal(1, await channel.TakeAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Ask", "14")]
    public async Task Julia48515_CloseWithReason_TheOtherSideLearnsIt()
    {
        await using RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, cluster.Workers[2]).InTimeAsync();
        Task<int> parked = Head.RemoteCallFetchAsync(cluster.Workers[3], c => c.TakeAsync(), channel);

        await channel.CloseAsync(new InvalidDataException("the input is broken")).InTimeAsync();

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => parked.InTimeAsync());
        Assert.IsType<ChannelClosedException>(error.InnerException);
        Assert.Contains("the input is broken", error.ToString(), StringComparison.Ordinal);
    }
}
