using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Pools;

/// <summary>The default pool as a counting resource, with calls that block in a channel.</summary>
[Collection(nameof(FourWorkers))]
public sealed class DefaultPoolTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [Trait("Spec", "J-018")]
    [Trait("Spec", "J-019")]
    [Trait("Spec", "J-020")]
    [Trait("Spec", "J-021")]
    [Trait("Spec", "J-022")]
    [Trait("Spec", "J-023")]
    [Trait("Spec", "J-025")]
    [Trait("Spec", "J-026")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DefaultWorkerPool_BlockedCalls_CountAsWorkersInUse(bool reverse)
    {
        WorkerPool pool = Head.DefaultWorkerPool;
        int count = cluster.Workers.Count;
        Assert.True(await pool.IsReadyAsync());
        var channels = new List<RemoteChannel<int>>();
        var arrived = await Head.CreateChannelAsync<int>(count);
        var calls = new List<Task<int>>();
        for (int i = 0; i < count; i++)
        {
            Assert.True(await pool.IsReadyAsync());
            channels.Add(await Head.CreateChannelAsync<int>());
            calls.Add(Head.RemoteCallFetchAsync(pool, TakeAsync, channels[i], arrived));
            await arrived.TakeAsync().InTimeAsync();
            Assert.Equal(i + 1, calls.Count(call => !call.IsCompleted));
        }

        Assert.False(await pool.IsReadyAsync());
        for (int i = 0; i < count; i++)
        {
            int k = reverse ? count - 1 - i : i;
            await channels[k].PutAsync(k);
            Assert.Equal(k, await calls[k].InTimeAsync());
            Assert.Equal(count - 1 - i, calls.Count(call => !call.IsCompleted));
            Assert.True(await pool.IsReadyAsync());
        }

        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task DefaultWorkerPool_OnWorkers_IsOneForAll()
    {
        int[] taken = await Task.WhenAll(cluster.Workers.Select(pid => Head.RemoteCallFetchAsync(pid, async () => await Cluster.Current.DefaultWorkerPool.TakeAsync())))
            .InTimeAsync();
        Assert.Equal(cluster.Workers, taken.Order());
        Assert.False(await Head.DefaultWorkerPool.IsReadyAsync());
        foreach (int pid in cluster.Workers)
        {
            await Head.RemoteCallFetchAsync(pid, (int[] all) => Array.ForEach(all, Cluster.Current.DefaultWorkerPool.Return), taken);
        }

        foreach (int pid in cluster.Workers)
        {
            Assert.Contains(await Head.DefaultWorkerPool.TakeAsync().AsTask().InTimeAsync(), cluster.Workers);
        }

        Array.ForEach(taken, Head.DefaultWorkerPool.Return);
    }

    private static async Task<int> TakeAsync(RemoteChannel<int> channel, RemoteChannel<int> arrived)
    {
        await arrived.PutAsync(1);
        return await channel.TakeAsync();
    }
}
