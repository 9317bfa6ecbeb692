using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia;

/// <summary>A head, this program, and four worker processes that the tests of a collection share. They must leave it as they found it.</summary>
public sealed class FourWorkers : IAsyncLifetime
{
    /// <summary>The cluster, as its head sees it.</summary>
    public ICluster Head { get; private set; } = null!;

    /// <summary>The pids of the four workers, ascending.</summary>
    public IReadOnlyList<int> Workers { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Head = await Cluster.StartAsync().InTimeAsync();
        Workers = await Head.AddProcsAsync(4).InTimeAsync();
    }

    public Task DisposeAsync() => Head.DisposeAsync().AsTask().InTimeAsync();
}
