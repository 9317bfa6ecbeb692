namespace Engine.Tests.Infrastructure;

/// <summary>A cluster of two silos and a client, shared by the tests of a collection.</summary>
public abstract class ClusterFixture : IAsyncLifetime
{
    private TestCluster? _cluster;

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not deployed.");

    public IClusterClient Client => Cluster.Client;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(2);
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

    protected abstract void Configure(TestClusterBuilder builder);
}
