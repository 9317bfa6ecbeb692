using Orleans.Distributed.Benchmarks.Grains;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Yardsticks;

namespace Orleans.Distributed.Benchmarks;

/// <summary>What the rows measure with: a head and workers in processes of their own, and a bare socket to one more.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const int WarmUpInFlight = 100;

    // Until the code that all rows run is compiled for speed, in both processes.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private readonly List<int> _workers;

    private Bench(ICluster cluster, IEnumerable<int> workers, IEchoGrain grain, SocketPeer socket, bool isQuick)
    {
        Cluster = cluster;
        Grain = grain;
        Socket = socket;
        IsQuick = isQuick;
        _workers = [.. workers];
    }

    public ICluster Cluster { get; }

    /// <summary>The pid of the worker that rows of one worker use.</summary>
    public int Worker => _workers[0];

    /// <summary>A grain at <see cref="Worker"/>.</summary>
    public IEchoGrain Grain { get; }

    public SocketPeer Socket { get; }

    public bool IsQuick { get; }

    /// <summary>How often something is measured.</summary>
    public int Repetitions => IsQuick ? 5 : 9;

    /// <summary>How long one repetition takes of what may take any time.</summary>
    public TimeSpan Slice => IsQuick ? TimeSpan.FromMilliseconds(60) : TimeSpan.FromSeconds(1);

    public static async Task<Bench> StartAsync(bool isQuick)
    {
        ICluster cluster = await Distributed.Cluster.StartAsync();
        IReadOnlyList<int> workers = await cluster.AddProcsAsync(1);
        var bench = new Bench(cluster, workers, await GrainCall.PlaceAsync(cluster, workers[0]), await SocketPeer.StartAsync(), isQuick);
        await bench.WarmUpAsync(workers);
        await Clock.RateAsync(WarmUp, WarmUpInFlight, () => bench.Grain.AddAsync(1));
        return bench;
    }

    /// <summary>How many of something there are.</summary>
    public int Times(int full, int quick) => IsQuick ? quick : full;

    /// <summary>The first workers, of which there are as many as were ever wanted: idle ones cost the others nothing.</summary>
    public async Task<int[]> WorkersAsync(int count)
    {
        if (count > _workers.Count)
        {
            IReadOnlyList<int> added = await Cluster.AddProcsAsync(count - _workers.Count);
            await WarmUpAsync(added);
            _workers.AddRange(added);
        }

        return [.. _workers.Take(count)];
    }

    private async Task WarmUpAsync(IReadOnlyList<int> workers)
    {
        Func<int> function = Addition.Of(1);
        int next = 0;
        await Clock.RateAsync(
            WarmUp, WarmUpInFlight, () => Cluster.RemoteCallFetchAsync(workers[(int)((uint)Interlocked.Increment(ref next) % workers.Count)], function));
    }

    public async ValueTask DisposeAsync()
    {
        Socket.Dispose();
        await Cluster.DisposeAsync();
    }
}
