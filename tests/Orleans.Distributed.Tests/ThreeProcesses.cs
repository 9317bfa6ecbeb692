using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests;

/// <summary>A cluster of three processes that the tests of a collection share. They must leave it as they found it.</summary>
public sealed class ThreeProcesses : IAsyncLifetime
{
    private DistributedTestCluster? _cluster;

    public DistributedTestCluster TestCluster => _cluster!;

    public ICluster Head => TestCluster.Head;

    /// <summary>Waits until the owner of a reference has nothing of it any more.</summary>
    public Task ReleasedAsync(RemoteReference reference)
    {
        ICluster owner = TestCluster[reference.Where];
        return WaitExtensions.HoldsSoon(() => !owner.Owns(reference));
    }

    /// <summary>The same, once the garbage collector has found the handles that others have forgotten.</summary>
    public Task ReleasedAfterCollectionAsync(RemoteReference reference)
    {
        ICluster owner = TestCluster[reference.Where];
        return WaitExtensions.HoldsAfterCollection(() => !owner.Owns(reference));
    }

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await TestCluster.DisposeAsync();
}
