using System.Buffers;
using Orleans.Runtime.Networking.Framing;

namespace Orleans.Runtime.Networking.Receiving;

/// <summary>What a <see cref="FrameReader"/> hands frames to, on the reader thread.</summary>
internal interface IFrameSink
{
    /// <summary>Some frames follow: what is sent in answer may be gathered.</summary>
    void BeginBatch();

    /// <summary>The reader is about to wait for more.</summary>
    void EndBatch();

    /// <summary>A frame of any kind but the two of large messages.</summary>
    void OnFrame(FrameKind kind, ulong key, ReadOnlySequence<byte> payload);

    /// <summary>A large message that is complete.</summary>
    void OnBulk(BulkReceive bulk);
}
