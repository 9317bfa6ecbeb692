using System.Buffers.Binary;
using Orleans.Runtime.Networking.Framing;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Frames as bytes.</summary>
internal static class Frames
{
    public static byte[] Message(ulong key, ReadOnlySpan<byte> payload) => Encode(FrameKind.Message, key, payload);

    public static byte[] BulkBegin(ulong key, ulong number, long length)
    {
        Span<byte> payload = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, number);
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], length);
        return Encode(FrameKind.BulkBegin, key, payload);
    }

    public static byte[] BulkData(ulong number, ReadOnlySpan<byte> payload) => Encode(FrameKind.BulkData, number, payload);

    public static byte[] Encode(FrameKind kind, ulong key, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        FrameHeader.Write(frame, kind, payload.Length, key, FrameChecksum.Compute(payload));
        payload.CopyTo(frame.AsSpan(FrameHeader.Size));
        return frame;
    }

    /// <summary>A header alone, which claims a length.</summary>
    public static byte[] Header(FrameKind kind, int length)
    {
        var header = new byte[FrameHeader.Size];
        FrameHeader.Write(header, kind, length, 0, 0);
        return header;
    }
}
