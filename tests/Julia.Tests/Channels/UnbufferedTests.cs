using System.Threading.Channels;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Channels;

/// <summary>Channels that hand each item from putter to taker.</summary>
[Collection(nameof(FourWorkers))]
public sealed class UnbufferedTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-244")]
    public async Task PutAsync_ProducerUsesOneArrayForAll_TakerSeesEachAsItWasPut(bool byFactory)
    {
        RemoteChannel<int[]> channel = byFactory
            ? await Head.CreateChannelAsync(1, () => Channel.CreateBounded<int[]>(0)).InTimeAsync()
            : await Head.CreateChannelAsync<int[]>(0).InTimeAsync();
        Task<int[]> taking = Head.RemoteCallFetchAsync(
            cluster.Workers[0],
            async (RemoteChannel<int[]> c) =>
            {
                var seen = new int[10];
                for (int i = 0; i < 10; i++)
                {
                    int[] item = await c.TakeAsync();
                    seen[i] = item.Distinct().Single();
                }

                return seen;
            },
            channel);
        var buffer = new int[100_000];
        for (int i = 1; i <= 10; i++)
        {
            Array.Fill(buffer, i);
            await channel.PutAsync(buffer).InTimeAsync();
        }

        Assert.Equal(Enumerable.Range(1, 10), await taking.InTimeAsync());
        await channel.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-245")]
    public async Task TakeAsync_ChannelIsClosed_FailsAndHoldsNobodyUp(bool byFactory)
    {
        int owner = cluster.Workers[0];
        RemoteChannel<int> channel = byFactory
            ? await Head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(0)).InTimeAsync()
            : await Head.CreateChannelAsync<int>(0, owner).InTimeAsync();
        Task<int> parked = channel.TakeAsync();
        await channel.CloseAsync().InTimeAsync();
        await Assert.ThrowsAsync<ChannelClosedException>(() => parked.InTimeAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().InTimeAsync());

        // What the failed takes would have been given holds up neither the owner's own puts nor others.
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(owner, (RemoteChannel<int> c) => c.PutAsync(1), channel).InTimeAsync());
        Assert.IsType<ChannelClosedException>(error.InnerException);
        Assert.Equal(0, (await Head.Diagnostics.FindAsync(channel).InTimeAsync())?.Waiting);
        await channel.DisposeAsync();
    }

    /// <summary>The hand-over is free after takes that failed in other ways, too: the owner's puts reach those who take next.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-245")]
    public async Task TakeAsync_GivenUpOrCannotBeSent_NextItemIsHandedOver(bool byFactory)
    {
        int owner = cluster.Workers[0];
        RemoteChannel<object> channel = byFactory
            ? await Head.CreateChannelAsync(owner, () => Channel.CreateBounded<object>(0)).InTimeAsync()
            : await Head.CreateChannelAsync<object>(0, owner).InTimeAsync();
        using var giveUp = new CancellationTokenSource();
        Task<object> parked = channel.TakeAsync(giveUp.Token);
        await ParkedAsync(channel);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => parked.InTimeAsync());
        await HandOverAsync(channel, owner, 1);

        Task<object> unsendable = channel.TakeAsync();
        await ParkedAsync(channel);
        await Head.RemoteCallFetchAsync(owner, (RemoteChannel<object> c) => c.PutAsync(Thread.CurrentThread), channel).InTimeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => unsendable.InTimeAsync());
        await HandOverAsync(channel, owner, 2);
        Assert.Equal(0, (await Head.Diagnostics.FindAsync(channel).InTimeAsync())?.Waiting);
        await channel.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "J-245")]
    public async Task TakeAsync_TakerDies_NextItemIsHandedOver()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(2).InTimeAsync();
        int owner = pids[0];
        RemoteChannel<object>[] channels =
        [
            await head.CreateChannelAsync<object>(0, owner).InTimeAsync(),
            await head.CreateChannelAsync(owner, () => Channel.CreateBounded<object>(0)).InTimeAsync(),
        ];
        Task[] takes = [.. channels.Select(channel => head.RemoteCallFetchAsync(pids[1], c => c.TakeAsync(), channel))];
        foreach (RemoteChannel<object> channel in channels)
        {
            await Support.References.HoldsAsync(async () => (await head.Diagnostics.FindAsync(channel))?.Waiting == 1);
        }

        head.RemoteDo(pids[1], () => Environment.FailFast("as the test asks"));
        foreach (Task take in takes)
        {
            await Assert.ThrowsAsync<ProcessExitedException>(() => take.InTimeAsync());
        }

        foreach (RemoteChannel<object> channel in channels)
        {
            await Support.References.HoldsAsync(async () => (await head.Diagnostics.FindAsync(channel))?.Waiting == 0);
            Task put = head.RemoteCallFetchAsync(owner, c => c.PutAsync("next"), channel);
            Assert.Equal("next", await channel.TakeAsync().InTimeAsync());
            await put.InTimeAsync();
        }
    }

    /// <summary>Waits until somebody waits at the channel.</summary>
    private Task ParkedAsync(RemoteChannel<object> channel) =>
        Support.References.HoldsAsync(async () => (await Head.Diagnostics.FindAsync(channel).InTimeAsync())?.Waiting == 1);

    private async Task HandOverAsync(RemoteChannel<object> channel, int owner, int item)
    {
        Task put = Head.RemoteCallFetchAsync(owner, (RemoteChannel<object> c, int value) => c.PutAsync(value), channel, item);
        Assert.Equal(item, await channel.TakeAsync().InTimeAsync());
        await put.InTimeAsync();
    }
}
