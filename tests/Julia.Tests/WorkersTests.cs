using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia;

/// <summary>Who is who, with workers that are there.</summary>
[Collection(nameof(FourWorkers))]
public sealed class WorkersTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-011")]
    public void OtherWorkers_AtTheHead_AreAllWorkers() => Assert.Equal(Head.Workers, Head.OtherWorkers);

    [Fact]
    [Trait("Spec", "J-016")]
    public void MyId_AtTheHead_IsOne() => Assert.Equal(1, Head.MyId);

    [Fact]
    [Trait("Spec", "J-075")]
    public async Task SpawnAt_Worker_RunsThere()
    {
        foreach (int pid in cluster.Workers)
        {
            Assert.Equal(pid, await Head.SpawnAt(pid, () => Cluster.Current.MyId).FetchAsync().InTimeAsync());
        }
    }

    [Fact]
    [Trait("Spec", "J-077")]
    public async Task FetchAsync_AsManyCallsAsWorkers_HitsEachOnce()
    {
        var hit = new List<int>();
        for (int i = 0; i < cluster.Workers.Count; i++)
        {
            hit.Add(await Head.FetchAsync(() => Cluster.Current.MyId).InTimeAsync());
        }

        Assert.Equal(cluster.Workers, hit.Order());
    }
}
