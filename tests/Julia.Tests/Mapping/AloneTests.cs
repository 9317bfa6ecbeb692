using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Mapping;

/// <summary>A head without workers does the work itself.</summary>
public sealed class AloneTests : IAsyncLifetime
{
    private ICluster _head = null!;

    public async Task InitializeAsync() => _head = await Cluster.StartAsync().InTimeAsync();

    public Task DisposeAsync() => _head.DisposeAsync().AsTask().InTimeAsync();

    [Fact]
    [Trait("Spec", "J-006")]
    public async Task PMapAsync_NoWorkers_InOrder() =>
        Assert.Equal(Enumerable.Range(1, 100), await _head.PMapAsync(Enumerable.Range(1, 100), x => x).InTimeAsync());

    [Fact]
    [Trait("Spec", "J-007")]
    public async Task DistributedReduceAsync_NoWorkers_Reduces() =>
        Assert.Equal(100, await _head.DistributedReduceAsync(1..101, _ => 1, (a, b) => a + b).InTimeAsync());
}
