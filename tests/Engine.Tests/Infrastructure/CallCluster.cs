namespace Engine.Tests.Infrastructure;

/// <summary>The cluster for the tests of calls: no setting differs from the defaults.</summary>
[CollectionDefinition(Name)]
public sealed class CallCluster : ClusterFixture, ICollectionFixture<CallCluster>
{
    public const string Name = "Calls";

    protected override void Configure(TestClusterBuilder builder)
    {
    }
}
