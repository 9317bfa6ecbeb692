using BenchmarkDotNet.Attributes;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.TestingHost;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>
/// What happens to a call on its way, apart from the network: it becomes bytes, is read from them, and gets a thread that runs it. A head
/// and a worker inside of this program have met before, and so name types and functions by number, as in all calls but the first.
/// </summary>
public class DispatchBenchmarks : IAsyncDisposable
{
    private const int Many = 1000;

    private static readonly SendOrPostCallback OnRan = static self => ((DispatchBenchmarks)self!).CountDown();

    private readonly Func<int> _function = Addition.Of(1);
    private readonly SemaphoreSlim _ran = new(0);
    private int _left;
    private DistributedTestCluster? _cluster;
    private HandleContext _head = null!;
    private HandleContext _worker = null!;
    private Peer _receiver = null!;
    private Calls.Invocation _invocation = null!;
    private Payload _request;

    // The toolchain does not wait for tasks of these two.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Stop() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _ran.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public long EncodeCall()
    {
        Payload request = Encode();
        request.Release();
        return request.Length;
    }

    [Benchmark]
    public object DecodeCall()
    {
        MessageCodec.ReadCall(_request, _worker.Peers, out Peer? sender, out _, out Payload body);
        return _worker.Codec.DecodeBody<Calls.Invocation>(sender!, body);
    }

    /// <summary>To a thread that waits for work, and back.</summary>
    [Benchmark]
    public void QueueAndRunOne()
    {
        _left = 1;
        _worker.Scheduler.Queue(OnRan, this);
        _ran.Wait();
    }

    /// <summary>To threads that find more work each time, for one.</summary>
    [Benchmark(OperationsPerInvoke = Many)]
    public void QueueAndRunMany()
    {
        _left = Many;
        for (int i = 0; i < Many; i++)
        {
            _worker.Scheduler.Queue(OnRan, this);
        }

        _ran.Wait();
    }

    private async Task StartAsync()
    {
        _cluster = await DistributedTestCluster.StartAsync(2);
        _head = DistributedCluster.From(_cluster.Head).Handles;
        _worker = DistributedCluster.From(_cluster[2]).Handles;
        _receiver = _head.Peers.Get(2);
        _invocation = new InvocationWithoutArguments<int>(_function);

        // The answer to the first acknowledges the numbers that it gave out.
        await _cluster.Head.RemoteCallFetchAsync(2, _function);
        _request = Encode();
    }

    private Payload Encode() => _head.Codec.EncodeCall(_receiver, _invocation, default);

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _ran.Release();
        }
    }
}
