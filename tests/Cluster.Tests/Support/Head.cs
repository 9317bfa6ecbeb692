namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A cluster whose head is the test runner. Tests of a class share it, and each has workers of its own.</summary>
public class Head : IAsyncLifetime
{
    private readonly DistributedOptions _options;

    public Head()
        : this(new DistributedOptions())
    {
    }

    protected Head(DistributedOptions options) => _options = options;

    public ICluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync() => Cluster = await Distributed.Cluster.StartAsync(_options).InTimeAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask().InTimeAsync();

    internal Task<WorkerGroup> StartWorkersAsync(int count) => WorkerGroup.StartAsync(Cluster, count);
}
