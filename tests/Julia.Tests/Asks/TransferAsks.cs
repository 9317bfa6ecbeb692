using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Transfers are slow: julia#9992, #14106, #48938, #16508. The figures are those of the benchmarks; this is what they rest on.</summary>
[Collection(nameof(FourWorkers))]
public sealed class TransferAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>Big values do not hold small calls to the same process up.</summary>
    [Fact]
    [Trait("Ask", "17")]
    public async Task Julia9992_BigValuesUnderWay_SmallCallsPassThem()
    {
        int pid = cluster.Workers[0];
        byte[] big = new byte[64 << 20];
        big[^1] = 1;

        Task<byte[]> echo = Head.RemoteCallFetchAsync(pid, values => values, big);
        int passed = 0;
        while (!echo.IsCompleted && passed < 10_000)
        {
            Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
            passed++;
        }

        byte[] back = await echo.InTimeAsync();
        Assert.True(big.AsSpan().SequenceEqual(back));
        Assert.True(passed > 1, "No call came through while the big value was under way.");
    }

    /// <summary>Composites travel as blocks where their layout allows: a million of them, there and back.</summary>
    [Fact]
    [Trait("Ask", "17")]
    public async Task Julia14106_ManyComposites_ArriveEqual()
    {
        Sample[] samples = [.. Enumerable.Range(0, 1_000_000).Select(i => new Sample(i, i * 0.5, (byte)i))];

        Sample[] back = await Head.RemoteCallFetchAsync(cluster.Workers[1], values => values, samples).InTimeAsync();

        Assert.True(samples.AsSpan().SequenceEqual(back));
    }

    /// <summary>Functions travel once for each link, and by number from then on: many calls of a closure with little in it.</summary>
    [Fact]
    [Trait("Ask", "17")]
    public async Task Julia16508_ManyClosures_Run()
    {
        int pid = cluster.Workers[2];
        int[] results = await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => Head.RemoteCallFetchAsync(pid, () => i * 2))).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => i * 2), results);
    }

    private readonly record struct Sample(int Number, double Value, byte Mark);
}
