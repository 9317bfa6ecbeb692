using System.Threading.Channels;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Channels;

/// <summary>The everyday life of a channel, whoever owns it and whatever holds its items.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ChannelScriptTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [Trait("Spec", "J-100")]
    [Trait("Spec", "J-101")]
    [Trait("Spec", "J-102")]
    [Trait("Spec", "J-103")]
    [Trait("Spec", "J-104")]
    [Trait("Spec", "J-105")]
    [Trait("Spec", "J-106")]
    public async Task PutFetchTake_ThreeValues_FirstInFirstOut(int owner, bool byFactory)
    {
        RemoteChannel<object> channel = await NewAsync<object>(owner, 10, byFactory);
        Assert.True(await channel.IsOpenAsync().InTimeAsync());
        await channel.PutAsync(1).InTimeAsync();
        await channel.PutAsync("Hello").InTimeAsync();
        await channel.PutAsync(5.0).InTimeAsync();
        Assert.True(await channel.IsReadyAsync().InTimeAsync());
        Assert.True(await channel.IsOpenAsync().InTimeAsync());
        Assert.Equal(1, await channel.FetchAsync().InTimeAsync());
        Assert.Equal(1, await channel.FetchAsync().InTimeAsync());
        Assert.Equal(1, await channel.TakeAsync().InTimeAsync());
        Assert.Equal("Hello", await channel.TakeAsync().InTimeAsync());
        Assert.Equal(5.0, await channel.FetchAsync().InTimeAsync());
        Assert.Equal(5.0, await channel.TakeAsync().InTimeAsync());
        Assert.False(await channel.IsReadyAsync().InTimeAsync());
        Assert.True(await channel.IsOpenAsync().InTimeAsync());
        await channel.CloseAsync().InTimeAsync();
        Assert.False(await channel.IsOpenAsync().InTimeAsync());
        await channel.DisposeAsync();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [Trait("Spec", "J-108")]
    [Trait("Spec", "J-109")]
    [Trait("Spec", "J-110")]
    [Trait("Spec", "J-111")]
    [Trait("Spec", "J-113")]
    [Trait("Spec", "J-114")]
    [Trait("Spec", "J-115")]
    public async Task Iteration_InputIsClosed_DeliversWhatWasPutAndEnds(int owner, bool byFactory)
    {
        RemoteChannel<int> input = await NewAsync<int>(owner, 1, byFactory);
        RemoteChannel<int> output = await NewAsync<int>(owner, 1, byFactory);
        Task forwarding = ForwardAsync();
        await input.PutAsync(1).InTimeAsync();
        Assert.Equal(1, await output.TakeAsync().InTimeAsync());
        Assert.True(await input.IsOpenAsync().InTimeAsync());
        await input.PutAsync(2).InTimeAsync();
        await input.CloseAsync().InTimeAsync();
        Assert.Equal(2, await output.TakeAsync().InTimeAsync());
        Assert.False(await input.IsOpenAsync().InTimeAsync());

        // Not wrapped in anything, whoever owns it.
        await Assert.ThrowsAsync<ChannelClosedException>(() => input.PutAsync(3).InTimeAsync());
        await forwarding.InTimeAsync();
        await input.DisposeAsync();
        await output.DisposeAsync();

        async Task ForwardAsync()
        {
            await foreach (int item in input)
            {
                await output.PutAsync(item);
            }
        }
    }

    [Fact]
    [Trait("Spec", "J-116")]
    public async Task Iteration_ByAWorker_CountsTen()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>().InTimeAsync();
        Task<int> counting = Head.RemoteCallFetchAsync(
            cluster.Workers[0],
            async (RemoteChannel<int> c) =>
            {
                int count = 0;
                await foreach (int item in c)
                {
                    count++;
                }

                return count;
            },
            channel);
        for (int i = 0; i < 10; i++)
        {
            await channel.PutAsync(i).InTimeAsync();
        }

        await channel.CloseAsync().InTimeAsync();
        Assert.Equal(10, await counting.InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-118")]
    public async Task Iteration_AWorkerProduces_CountsTen()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>().InTimeAsync();
        Head.RemoteDo(
            cluster.Workers[0],
            async (RemoteChannel<int> c) =>
            {
                for (int i = 0; i < 10; i++)
                {
                    await c.PutAsync(i);
                }

                await c.CloseAsync();
            },
            channel);
        var items = new List<int>();
        await foreach (int item in channel)
        {
            items.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 10), items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-120")]
    [Trait("Spec", "J-121")]
    public async Task IsEmptyAsync_OneItem_FalseAndTheItemStays(bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync<int>(cluster.Workers[0], 1, byFactory);
        Assert.True(await channel.IsEmptyAsync().InTimeAsync());
        await channel.PutAsync(120).InTimeAsync();
        Assert.False(await channel.IsEmptyAsync().InTimeAsync());
        Assert.Equal(120, await channel.TakeAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-243")]
    public async Task ItemType_OfAFactorysChannel_IsThatOfItsItems()
    {
        RemoteChannel channel = await Head.CreateChannelAsync(cluster.Workers[0], () => Channel.CreateBounded<double>(10)).InTimeAsync();
        Assert.Equal(typeof(double), channel.ItemType);
        Assert.Equal(typeof(double), await Head.RemoteCallFetchAsync(cluster.Workers[1], (RemoteChannel c) => c.ItemType, channel).InTimeAsync());
        Assert.Equal(typeof(double).FullName, (await Head.Diagnostics.FindAsync(channel).InTimeAsync())?.TypeName);
    }

    private Task<RemoteChannel<T>> NewAsync<T>(int owner, int capacity, bool byFactory) => byFactory
        ? Head.CreateChannelAsync(owner, () => Channel.CreateBounded<T>(capacity)).InTimeAsync()
        : Head.CreateChannelAsync<T>(capacity, owner).InTimeAsync();
}
