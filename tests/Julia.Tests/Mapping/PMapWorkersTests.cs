using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Mapping;

/// <summary>Which workers do the work of a parallel map.</summary>
[Collection(nameof(FourWorkers))]
public sealed class PMapWorkersTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-189")]
    public async Task PMapAsync_DefaultPool_EveryWorker()
    {
        await Head.PMapAsync(Enumerable.Range(1, 10), _ => Cluster.Current.MyId).InTimeAsync();
        int[] pids = await Head.PMapAsync(
            Enumerable.Range(1, 100), _ => Cluster.Current.MyId, new PMapOptions { Pool = Head.DefaultWorkerPool }).InTimeAsync();
        Assert.Equal(cluster.Workers, pids.Distinct().Order());
    }

    [Fact]
    [Trait("Spec", "J-190")]
    public async Task PMapAsync_FromAWorker_EveryWorker()
    {
        int[] pids = await Head.FetchFromAsync(
            cluster.Workers[0], () => Cluster.Current.PMapAsync(Enumerable.Range(1, 100), _ => Cluster.Current.MyId)).InTimeAsync();
        Assert.Equal(cluster.Workers, pids.Distinct().Order());
    }

    [Fact]
    [Trait("Spec", "J-191")]
    public async Task PMapAsync_PoolOfAll_EveryWorker()
    {
        var options = new PMapOptions { Pool = new WorkerPool(Head, cluster.Workers) };
        int[] pids = await Head.PMapAsync(Enumerable.Range(1, 100), _ => Cluster.Current.MyId, options).InTimeAsync();
        Assert.Equal(cluster.Workers, pids.Distinct().Order());
    }

    [Fact]
    [Trait("Spec", "J-193")]
    public async Task PMapAsync_PoolOfTwo_ThoseTwo()
    {
        int[] two = [cluster.Workers[1], cluster.Workers[3]];
        var options = new PMapOptions { Pool = new WorkerPool(Head, two) };
        int[] pids = await Head.PMapAsync(Enumerable.Range(1, 100), _ => Cluster.Current.MyId, options).InTimeAsync();
        Assert.Equal(two, pids.Distinct().Order());
    }

    [Fact]
    public async Task PMapAsync_NestedOnOnePoolOfOne_Ends()
    {
        var pool = new WorkerPool(Head, [cluster.Workers[0]]);
        int[] sums = await Head.PMapAsync(
            Enumerable.Range(1, 3),
            async x =>
            {
                // The pool is a handle here: the head's pool is asked.
                int[] inner = await Cluster.Current.PMapAsync(
                    Enumerable.Range(1, 3),
                    async y => (await Cluster.Current.PMapAsync([1, 2], z => x * y * z, new PMapOptions { Pool = pool })).Sum(),
                    new PMapOptions { Pool = pool });
                return inner.Sum();
            },
            new PMapOptions { Pool = pool }).InTimeAsync();
        Assert.Equal([18, 36, 54], sums);

        // What the worker has leased comes back with messages of its own, of which the last may still be on its way.
        await pool.WaitAsync().AsTask().InTimeAsync();
        Assert.True(await pool.IsReadyAsync().AsTask().InTimeAsync());
    }

    [Fact]
    public async Task PMapAsync_LongItemsAmongShortOnes_SpreadOverTheWorkers()
    {
        // The short items make large batches; the long ones at the end must not stay together in one.
        int[] items = [.. Enumerable.Repeat(0, 20_000), .. Enumerable.Repeat(60, 8)];
        int[] pids = await Head.PMapAsync(items.Where(_ => true), async milliseconds =>
        {
            if (milliseconds > 0)
            {
                await Task.Delay(milliseconds);
            }

            return Cluster.Current.MyId;
        }).InTimeAsync();
        Assert.InRange(pids.TakeLast(8).Distinct().Count(), 2, 4);
    }
}
