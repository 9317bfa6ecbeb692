using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Topologies;

/// <summary>Workers that call each other, in the default topology.</summary>
[Collection(nameof(FourWorkers))]
public sealed class NestedCallTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-257")]
    public async Task RemoteCallFetchAsync_WorkerToWorker_RunsThere()
    {
        foreach (int from in cluster.Workers)
        {
            foreach (int to in cluster.Workers)
            {
                Assert.Equal(to, await Head.RemoteCallFetchAsync(
                    from, pid => Cluster.Current.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId), to).InTimeAsync());
            }
        }
    }

    [Fact]
    [Trait("Spec", "J-320")]
    public async Task RemoteCallFetchAsync_FunctionOverArraysFromWorkerToWorker_RightResult()
    {
        IReadOnlyList<int> workers = cluster.Workers;
        double[] product = await Head.RemoteCallFetchAsync(
            workers[0],
            to => Cluster.Current.RemoteCallFetchAsync(to, (double[] a, double[] b) => a.Zip(b, (x, y) => x * y).ToArray(), [1, 2, 3], [4, 5, 6]),
            workers[1]).InTimeAsync();
        Assert.Equal([4, 10, 18], product);
    }

    [Fact]
    [Trait("Spec", "J-326")]
    public async Task SpawnAt_ChainedThroughThreeWorkers_EachAddsItsPart()
    {
        IReadOnlyList<int> workers = cluster.Workers;
        int sum = await Head.SpawnAt(workers[0], async () =>
        {
            int second = await Cluster.Current.SpawnAt(workers[1], async () =>
            {
                int third = await Cluster.Current.SpawnAt(workers[2], () => 2);
                return third + 1;
            });
            return second + 1;
        }).FetchAsync().InTimeAsync();
        Assert.Equal(4, sum);
    }
}
