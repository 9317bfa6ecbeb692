using System.Buffers;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>Counts the messages that arrive, and lets them go.</summary>
internal sealed class CountingSink : IFrameSink
{
    public int Messages { get; private set; }

    public void BeginBatch()
    {
        // Nothing is gathered.
    }

    public void EndBatch()
    {
        // Nothing was gathered.
    }

    public void OnFrame(FrameKind kind, ulong key, ReadOnlySequence<byte> payload) => Messages++;

    public void OnBulk(BulkReceive bulk) => Messages++;
}
