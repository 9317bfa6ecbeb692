using CustomManager;
using Orleans.Distributed.ClusterManagers.Testing;

namespace Orleans.Distributed.RealProcesses.Managers;

/// <summary>The contract, with a manager and workers that were written outside of the library: those of samples/CustomManager.</summary>
public sealed class ShellManagerContractTests : ClusterManagerContract
{
    [Fact]
    [Trait("Spec", "J-346")]
    public async Task AddProcs_WorkerOfAnotherProgramReadsThePayloadFromStandardInput_JoinsAndAnswers()
    {
        await using ICluster cluster = await Cluster.StartAsync(new DistributedOptions { ClusterCookie = "a cookie" });

        int pid = (await cluster.AddProcsAsync(CreateManager(), 1))[0];

        Assert.Equal(pid, await cluster.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId));
    }

    protected override IClusterManager CreateManager() => new ShellManager("nice -n 1", typeof(ShellManagerContractTests).Assembly);
}
