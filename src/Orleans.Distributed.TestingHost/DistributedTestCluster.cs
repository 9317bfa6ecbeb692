namespace Orleans.Distributed.TestingHost;

/// <summary>
/// A cluster whose processes are silos inside the test's own program: fast to start, and everything but separate memory is as in a
/// real one. Functions, arguments and results are encoded and sent over sockets as between machines.
/// </summary>
/// <example>
/// <code>
/// [Fact]
/// public async Task Squares()
/// {
///     await using var cluster = await DistributedTestCluster.StartAsync(3);
///     Assert.Equal([1, 4, 9], await cluster.Head.PMapAsync([1, 2, 3], x => x * x));
/// }
/// </code>
/// </example>
public sealed class DistributedTestCluster : IAsyncDisposable
{
    private readonly InProcessClusterManager _manager;

    private DistributedTestCluster(ICluster head, InProcessClusterManager manager)
    {
        Head = head;
        _manager = manager;
    }

    /// <summary>The cluster as process 1 sees it.</summary>
    public ICluster Head { get; }

    /// <summary>What launches the processes of this cluster, for members that take a cluster manager.</summary>
    public IClusterManager Manager => _manager;

    /// <summary>The cluster as another process sees it.</summary>
    /// <param name="pid">The process.</param>
    /// <returns>Its view.</returns>
    /// <exception cref="ArgumentException">There is no such process, or not any more.</exception>
    public ICluster this[int pid] => pid == 1 ? Head : _manager.Find(pid)?.Cluster
        ?? throw new ArgumentException($"Process {pid} is not running in this test cluster. The pids are: {string.Join(", ", Head.Procs)}.", nameof(pid));

    /// <summary>Starts a cluster.</summary>
    /// <param name="processes">How many processes, the head included; at least 1. The default is 3.</param>
    /// <param name="options">Settings for the cluster; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The cluster. Disposing it ends all processes.</returns>
    public static async Task<DistributedTestCluster> StartAsync(
        int processes = 3, DistributedOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(processes, 1);
        var cluster = new DistributedTestCluster(
            await Cluster.StartAsync(options, cancellationToken).ConfigureAwait(false), new InProcessClusterManager());
        try
        {
            if (processes > 1)
            {
                await cluster.AddProcsAsync(processes - 1, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return cluster;
    }

    /// <summary>Adds processes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="options">How they are added; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their pids.</returns>
    public Task<IReadOnlyList<int>> AddProcsAsync(int count, AddProcsOptions? options = null, CancellationToken cancellationToken = default) =>
        Head.AddProcsAsync(_manager, count, options, cancellationToken);

    /// <summary>Ends a process without warning, as far as that is possible inside one program.</summary>
    /// <param name="pid">The process.</param>
    /// <exception cref="ArgumentException">There is no such process, or it is the head.</exception>
    public async Task KillAsync(int pid)
    {
        InProcessWorker worker = _manager.Find(pid)
            ?? throw new ArgumentException($"Process {pid} is not a worker of this test cluster.", nameof(pid));
        await worker.KillAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Head.DisposeAsync();
}
