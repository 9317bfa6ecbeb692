using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>The statuses of workers.</summary>
[Collection(nameof(FourWorkers))]
public sealed class StatusTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-378")]
    [Trait("Spec", "J-379")]
    public async Task SetStatus_Own_IsReadBack()
    {
        Assert.Null(await Head.GetStatusAsync().InTimeAsync());

        await Head.SetStatusAsync("foo").InTimeAsync();
        Assert.Equal("foo", await Head.GetStatusAsync().InTimeAsync());

        await Head.SetStatusAsync(null).InTimeAsync();
    }

    [Fact]
    [Trait("Spec", "J-380")]
    public async Task GetStatus_NoSuchWorker_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Head.GetStatusAsync(cluster.Workers[^1] + 1000).InTimeAsync());

    [Fact]
    [Trait("Spec", "J-381")]
    [Trait("Spec", "J-382")]
    public async Task SetStatus_ByTheWorker_HeadAndWorkersRead()
    {
        int worker = cluster.Workers[0];
        Assert.Null(await Head.GetStatusAsync(worker).InTimeAsync());

        string? read = await Head.RemoteCallFetchAsync(
            worker,
            async () =>
            {
                await Cluster.Current.SetStatusAsync("bar");
                return await Cluster.Current.GetStatusAsync<string>();
            }).InTimeAsync();

        Assert.Equal("bar", read);
        Assert.Equal("bar", await Head.GetStatusAsync(worker).InTimeAsync());
        foreach (int other in cluster.Workers)
        {
            Assert.Equal("bar", await Head.RemoteCallFetchAsync(other, pid => Cluster.Current.GetStatusAsync<string>(pid), worker).InTimeAsync());
        }

        await Head.SetStatusAsync(null, worker).InTimeAsync();
    }

    [Fact]
    public async Task SetStatus_ByAWorkerForAnother_IsThatOnes()
    {
        (int setter, int other) = (cluster.Workers[0], cluster.Workers[1]);

        await Head.RemoteCallFetchAsync(setter, pid => Cluster.Current.SetStatusAsync("from afar", pid), other).InTimeAsync();

        Assert.Equal("from afar", await Head.GetStatusAsync(other).InTimeAsync());
        Assert.Null(await Head.GetStatusAsync(setter).InTimeAsync());
        await Head.SetStatusAsync(null, other).InTimeAsync();
    }

    [Fact]
    [Trait("Spec", "J-383")]
    public async Task SetStatus_TwoScopes_EachReadsItsOwn()
    {
        int worker = cluster.Workers[0];
        await Head.SetStatusAsync(1, worker, "One").InTimeAsync();
        await Head.SetStatusAsync(2, worker, "Two").InTimeAsync();

        Assert.Equal(1, await Head.GetStatusAsync(worker, "One").InTimeAsync());
        Assert.Equal(2, await Head.GetStatusAsync(worker, "Two").InTimeAsync());
        Assert.Null(await Head.GetStatusAsync(worker).InTimeAsync());
        await Head.SetStatusAsync(null, worker, "One").InTimeAsync();
        await Head.SetStatusAsync(null, worker, "Two").InTimeAsync();
    }
}
