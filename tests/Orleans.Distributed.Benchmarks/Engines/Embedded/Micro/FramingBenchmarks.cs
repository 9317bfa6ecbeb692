using BenchmarkDotNet.Attributes;
using Orleans.Runtime.Networking;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;
using Orleans.Runtime.Networking.Sending;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>Messages that travel as one frame each: packed and written, or read and cut apart, with their checksums.</summary>
public class FramingBenchmarks : IDisposable
{
    private const int Frames = 16;

    private readonly FrameLane _lane = new();
    private readonly PendingWrite _pending = new();
    private readonly MemoryTransport _transport = new(Frames * (FrameHeader.Size + LinkProtocol.MaxFramePayload));
    private byte[] _payload = [];

    /// <summary>The length of each message, in bytes.</summary>
    [Params(64, 4 * 1024, LinkProtocol.MaxFramePayload)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _payload = new byte[Length];
        new Random(1).NextBytes(_payload);
        Write();
        if (Read() != Frames)
        {
            throw new InvalidOperationException("What was written could not be read.");
        }
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public void Write()
    {
        for (int i = 0; i < Frames; i++)
        {
            _lane.Append(FrameKind.Message, 1, FrameChecksum.Compute(_payload), _payload);
        }

        _transport.Clear();
        while (_lane.Take() is { } block)
        {
            _pending.Set(block, _lane);
            _pending.TryAdvance(_transport);
            _pending.Clear();
            _lane.Recycle(block);
        }
    }

    [Benchmark(OperationsPerInvoke = Frames)]
    public int Read()
    {
        var sink = new CountingSink();
        _transport.Rewind();
        new FrameReader(_transport, sink, LinkProtocol.MaxFramePayload).Run(static () => false);
        return sink.Messages;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _transport.Dispose();
        GC.SuppressFinalize(this);
    }
}
