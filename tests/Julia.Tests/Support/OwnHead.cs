namespace Orleans.Distributed.Julia.Support;

/// <summary>A head, this program, for a test class whose tests add and remove workers of their own. They leave none behind.</summary>
public sealed class OwnHead : IAsyncLifetime
{
    /// <summary>The cluster, as its head sees it.</summary>
    public ICluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await Distributed.Cluster.StartAsync().InTimeAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask().InTimeAsync();
}
