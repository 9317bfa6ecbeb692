using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Loops;

/// <summary>Julia's <c>@distributed</c>.</summary>
[Collection(nameof(FourWorkers))]
public sealed class DistributedLoopTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-090")]
    public async Task DistributedReduceAsync_SevenIterations_LoadsDifferByOne()
    {
        int[] pids = await Head.DistributedReduceAsync(0..7, _ => new[] { Cluster.Current.MyId }, (a, b) => [.. a, .. b]).InTimeAsync();
        int w = cluster.Workers[0];
        Assert.Equal([w, w, w + 1, w + 1, w + 2, w + 2, w + 3], pids);
    }

    [Fact]
    [Trait("Spec", "J-091")]
    public async Task DistributedReduceAsync_MoreWorkersThanIterations_Three() =>
        Assert.Equal(3, await Head.DistributedReduceAsync(1..3, i => i, (a, b) => a + b).InTimeAsync());

    [Theory]
    [Trait("Spec", "J-255")]
    [Trait("Spec", "J-256")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DistributedReduceAsync_CapturedRandom_Draws(bool isUsedBefore)
    {
        var random = new Random();
        double before = isUsedBefore ? random.NextDouble() : 0.5;
        Assert.InRange(before, 0, 1);
        double sum = await Head.DistributedReduceAsync(0..10, _ => random.NextDouble(), (a, b) => a + b).InTimeAsync();
        Assert.True(sum is > 0 and < 10, $"{sum}");
    }

    [Theory]
    [Trait("Spec", "J-323")]
    [InlineData(true)]
    public async Task DistributedReduceAsync_InConditionalBlockWithCapturedLocal_Captures(bool condition)
    {
        double[] results = [];
        if (condition)
        {
            double x = 2;
            results = await Head.DistributedReduceAsync(0..2, _ => new[] { Math.Sin(x) }, (a, b) => [.. a, .. b]).InTimeAsync();
        }

        Assert.Equal([Math.Sin(2), Math.Sin(2)], results);
    }

    [Fact]
    [Trait("Spec", "J-331")]
    [Trait("Spec", "J-333")]
    [Trait("Spec", "J-335")]
    [Trait("Spec", "J-336")]
    [Trait("Spec", "J-337")]
    public async Task DistributedReduceAsync_IndicesOfAnyType_FiftyFive()
    {
        int[] indices = [.. Enumerable.Range(1, 10)];
        Assert.Equal(55, await Head.DistributedReduceAsync([.. indices.Select(i => (byte)i)], i => (int)i, (a, b) => a + b).InTimeAsync());
        Assert.Equal(55, await Head.DistributedReduceAsync([.. indices.Select(i => (ushort)i)], i => (int)i, (a, b) => a + b).InTimeAsync());
        Assert.Equal(55u, await Head.DistributedReduceAsync([.. indices.Select(i => (uint)i)], i => i, (a, b) => a + b).InTimeAsync());
        Assert.Equal(55, await Head.DistributedReduceAsync(1..11, i => i, (a, b) => a + b).InTimeAsync());
        Assert.Equal(55ul, await Head.DistributedReduceAsync([.. indices.Select(i => (ulong)i)], i => i, (a, b) => a + b).InTimeAsync());
        Assert.Equal(55L, await Head.DistributedReduceAsync(new LoopRange(1, 11), i => i, (a, b) => a + b).InTimeAsync());
    }

    [Theory]
    [Trait("Spec", "J-363")]
    [Trait("Spec", "J-364")]
    [Trait("Spec", "J-365")]
    [Trait("Spec", "J-366")]
    [Trait("Spec", "J-367")]
    [Trait("Spec", "J-368")]
    [Trait("Spec", "J-369")]
    [Trait("Spec", "J-370")]
    [Trait("Spec", "J-371")]
    [Trait("Spec", "J-372")]
    [Trait("Spec", "J-373")]
    [Trait("Spec", "J-375")]
    [Trait("Spec", "J-376")]
    [InlineData(0, 11, 1, "0..11")]
    [InlineData(-1, 10, 1, "-1..10")]
    [InlineData(1, 12, 2, "1..7 7..12")]
    [InlineData(0, 11, 2, "0..6 6..11")]
    [InlineData(-1, 10, 2, "-1..5 5..10")]
    [InlineData(1, 12, 3, "1..5 5..9 9..12")]
    [InlineData(0, 11, 3, "0..4 4..8 8..11")]
    [InlineData(-1, 10, 3, "-1..3 3..7 7..10")]
    [InlineData(1, 4, 3, "1..2 2..3 3..4")]
    [InlineData(1, 4, 4, "1..2 2..3 3..4")]
    [InlineData(0, 3, 3, "0..1 1..2 2..3")]
    [InlineData(0, 3, 4, "0..1 1..2 2..3")]
    [InlineData(-1, 2, 3, "-1..0 0..1 1..2")]
    [InlineData(-1, 2, 4, "-1..0 0..1 1..2")]
    [InlineData(5, 5, 4, "")]
    public void Split_Range_ExtrasFirst(long from, long to, int parts, string expected) =>
        Assert.Equal(expected, string.Join(' ', new LoopRange(from, to).Split(parts)));

    [Fact]
    [Trait("Spec", "J-377")]
    public async Task DistributedForAsync_NegativeIndices_SeesThoseOnly()
    {
        await using RemoteChannel<long> seen = await Head.CreateChannelAsync<long>(10).InTimeAsync();
        await Head.DistributedForAsync(new LoopRange(-1, 1), async i => await seen.PutAsync(i)).InTimeAsync();
        long[] indices = [await seen.TakeAsync().InTimeAsync(), await seen.TakeAsync().InTimeAsync()];
        Assert.Equal([-1, 0], indices.Order());
        Assert.True(await seen.IsEmptyAsync().InTimeAsync());
    }
}
