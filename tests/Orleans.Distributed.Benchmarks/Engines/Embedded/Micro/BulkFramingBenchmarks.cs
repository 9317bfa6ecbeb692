using System.Buffers;
using BenchmarkDotNet.Attributes;
using Orleans.Runtime.Networking.Receiving;
using Orleans.Runtime.Networking.Sending;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>A message that travels in chunks: cut up and written, or read and put together, with the checksums of its chunks.</summary>
public class BulkFramingBenchmarks : IDisposable
{
    private const int LargestLength = 16 << 20;
    private const int SpaceForHeaders = 64 * 1024;

    private readonly FrameLane _lane = new();
    private readonly BulkLane _bulk = new();
    private readonly PendingWrite _pending = new();
    private readonly MemoryTransport _transport = new(LargestLength + SpaceForHeaders);
    private byte[] _payload = [];

    /// <summary>The length of the message, in bytes.</summary>
    [Params(1 << 20, LargestLength)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _payload = new byte[Length];
        new Random(1).NextBytes(_payload);
        Write();
        if (Read() != 1)
        {
            throw new InvalidOperationException("What was written could not be read.");
        }
    }

    [Benchmark]
    public void Write()
    {
        _transport.Clear();
        _bulk.Add(new BulkSend(1, new ReadOnlySequence<byte>(_payload), null), notBefore: 0);
        while (_bulk.Next(written: 0) is { } next)
        {
            _pending.Set(next);
            _pending.TryAdvance(_transport);
            _pending.Clear();
            _bulk.Return(next, _lane);
        }
    }

    [Benchmark]
    public int Read()
    {
        var sink = new CountingSink();
        _transport.Rewind();
        new FrameReader(_transport, sink, LargestLength).Run(static () => false);
        return sink.Messages;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _transport.Dispose();
        GC.SuppressFinalize(this);
    }
}
