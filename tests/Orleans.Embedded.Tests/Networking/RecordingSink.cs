using System.Buffers;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;

namespace Orleans.Embedded.Tests.Networking;

internal sealed class RecordingSink : IFrameSink
{
    public List<(FrameKind Kind, ulong Key, byte[] Payload)> Frames { get; } = [];

    public int OpenBatches { get; private set; }

    public void BeginBatch() => OpenBatches++;

    public void EndBatch() => OpenBatches--;

    public void OnFrame(FrameKind kind, ulong key, ReadOnlySequence<byte> payload) => Frames.Add((kind, key, payload.ToArray()));

    public void OnBulk(BulkReceive bulk) => Frames.Add((FrameKind.BulkData, bulk.OrderingKey, bulk.Payload.ToArray()));
}
