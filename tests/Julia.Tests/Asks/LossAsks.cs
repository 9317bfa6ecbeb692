using System.Threading.Channels;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>The death of a worker must not sink the job: julia#36709, #53780, Distributed#88 and others.</summary>
public sealed class LossAsks
{
    [Fact]
    [Trait("Ask", "15")]
    public async Task Julia36709_WorkerDiesDuringAMap_ItsItemsGoToOthers()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(3).InTimeAsync();
        int victim = pids[1];
        ProcessExitedException? lost = null;
        var options = new PMapOptions { Idempotent = true, OnWorkerLost = error => lost = error };

        // Whichever item it was given first: the victim dies of it.
        int[] results = await head.PMapAsync(
            Enumerable.Range(0, 200), n => Cluster.Current.MyId == victim ? Die(n) : n, options).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 200), results);
        Assert.Equal(victim, lost?.Pid);
        Assert.Equal(pids.Where(pid => pid != victim), head.Workers);
    }

    /// <summary>Those who wait for what a dead process should have sent learn that it will not come.</summary>
    [Fact]
    [Trait("Ask", "15")]
    public async Task Distributed88_ProducerDies_TheChannelBoundToItCloses()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        int producer = (await head.AddProcsAsync(1).InTimeAsync())[0];
        await using RemoteChannel<int> channel = await head.CreateChannelAsync<int>(4).InTimeAsync();
        await channel.BindToAsync(producer).InTimeAsync();
        await head.RemoteCallFetchAsync(producer, c => c.PutAsync(1), channel).InTimeAsync();
        Assert.Equal(1, await channel.TakeAsync().InTimeAsync());
        Task<int> waiting = channel.TakeAsync();

        head.RemoteDo(producer, () => Environment.FailFast("as the test asks"));

        await Assert.ThrowsAsync<ChannelClosedException>(() => waiting.InTimeAsync());
    }

    /// <summary>A take that a process had waiting when it died swallows nothing.</summary>
    [Fact]
    [Trait("Ask", "15")]
    public async Task Julia53780_TakerDies_ItsTakeSwallowsNothing()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        int taker = (await head.AddProcsAsync(1).InTimeAsync())[0];
        await using RemoteChannel<int> channel = await head.CreateChannelAsync<int>(1).InTimeAsync();
        await using RemoteChannel<int> parked = await head.CreateChannelAsync<int>(1).InTimeAsync();
        Task<int> call = head.RemoteCallFetchAsync(
            taker,
            async (c, p) =>
            {
                Task<int> take = c.TakeAsync();

                // Operations of one process on one channel keep their order: when this is answered, the take waits there.
                await c.IsReadyAsync();
                await p.PutAsync(1);
                return await take;
            },
            channel,
            parked);
        await parked.TakeAsync().InTimeAsync();
        head.RemoteDo(taker, () => Environment.FailFast("as the test asks"));
        await Assert.ThrowsAsync<ProcessExitedException>(() => call.InTimeAsync());

        await channel.PutAsync(5).InTimeAsync();
        Assert.Equal(5, await channel.TakeAsync().InTimeAsync());
    }

    private static int Die(int item)
    {
        Environment.FailFast("as the test asks");
        return item;
    }
}
