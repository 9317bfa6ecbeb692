using Orleans.Distributed.ClusterManagers.Testing;

namespace Orleans.Distributed.RealProcesses.Managers;

public sealed class LocalClusterManagerContractTests : ClusterManagerContract
{
    protected override IClusterManager CreateManager() => new LocalClusterManager();
}
