using Orleans.Distributed.Benchmarks.Yardsticks;

namespace Orleans.Distributed.Benchmarks;

/// <summary>What the rows measure with: a head and a worker in two processes, and a bare socket to a third.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(ICluster cluster, int worker, SocketPeer socket, bool isQuick)
    {
        Cluster = cluster;
        Worker = worker;
        Socket = socket;
        IsQuick = isQuick;
    }

    public ICluster Cluster { get; }

    /// <summary>The pid of the worker.</summary>
    public int Worker { get; }

    public SocketPeer Socket { get; }

    public bool IsQuick { get; }

    public static async Task<Bench> StartAsync(bool isQuick)
    {
        ICluster cluster = await Distributed.Cluster.StartAsync();
        IReadOnlyList<int> workers = await cluster.AddProcsAsync(1);
        return new Bench(cluster, workers[0], await SocketPeer.StartAsync(), isQuick);
    }

    /// <summary>How often to do something.</summary>
    public int Times(int full, int quick) => IsQuick ? quick : full;

    public async ValueTask DisposeAsync()
    {
        Socket.Dispose();
        await Cluster.DisposeAsync();
    }
}
