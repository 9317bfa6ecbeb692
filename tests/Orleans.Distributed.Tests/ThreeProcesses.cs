using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Tests;

/// <summary>A cluster of three processes that the tests of a collection share. They must leave it as they found it.</summary>
public sealed class ThreeProcesses : IAsyncLifetime
{
    private DistributedTestCluster? _cluster;

    public DistributedTestCluster TestCluster => _cluster!;

    public ICluster Head => TestCluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await TestCluster.DisposeAsync();
}
