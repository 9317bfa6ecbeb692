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
}
