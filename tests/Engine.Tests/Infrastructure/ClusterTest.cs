namespace Engine.Tests.Infrastructure;

/// <summary>A test that changes its cluster, and therefore has one of its own.</summary>
public abstract class ClusterTest(short silos) : IAsyncLifetime
{
    private TestCluster? _cluster;

    protected TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not deployed.");

    /// <summary>A silo that can be stopped without harm to the cluster: any but the first.</summary>
    protected SiloHandle Victim => Cluster.SecondarySilos[^1];

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(silos);
        Configure(builder);
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        await _cluster.MembersAgreeAsync();
    }

    public async Task DisposeAsync()
    {
        if (_cluster is null) return;
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
    }

    protected virtual void Configure(TestClusterBuilder builder)
    {
    }

    protected IClusterMembershipService MembershipOf(SiloHandle silo) =>
        Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IClusterMembershipService>();
}
