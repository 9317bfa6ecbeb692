using System.Buffers.Binary;

namespace Orleans.Runtime.Networking.Framing;

/// <summary>
/// The 24 bytes before every payload, little-endian: payload length (4), kind (1), zero (3), key (8), checksum of the payload (4),
/// checksum of the header so far (4). The header has a checksum of its own because a wrong length must be found before anyone
/// waits for, or makes room for, that many bytes.
/// </summary>
internal readonly record struct FrameHeader(FrameKind Kind, int Length, ulong Key, uint PayloadChecksum)
{
    /// <summary>The length of a header, in bytes.</summary>
    public const int Size = 24;

    private const int Checked = 20;

    /// <summary>Writes a header.</summary>
    public static void Write(Span<byte> destination, FrameKind kind, int length, ulong key, uint payloadChecksum)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)kind);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], key);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], payloadChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[Checked..], FrameChecksum.Compute(destination[..Checked]));
    }

    /// <summary>Reads a header and checks everything that can be checked before the payload is there.</summary>
    /// <exception cref="LinkProtocolException">The header is damaged, of an unknown kind, or has a length that its kind cannot have.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[Checked..]) != FrameChecksum.Compute(source[..Checked]))
        {
            throw new LinkProtocolException(
                "The checksum of a frame's header is wrong: the bytes were damaged, or are no frame "
                + $"(length field {BinaryPrimitives.ReadUInt32LittleEndian(source)}).");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(source);
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
        var (minimum, maximum) = (FrameKind)kind switch
        {
            FrameKind.Control => (0u, (uint)LinkProtocol.MaxControlPayload),
            FrameKind.Message => (0u, (uint)LinkProtocol.MaxFramePayload),
            FrameKind.BulkBegin => ((uint)BulkBegin.MinSize, (uint)BulkBegin.MaxSize),
            FrameKind.BulkData => (1u, (uint)LinkProtocol.MaxChunkPayload),
            FrameKind.Ping or FrameKind.Pong => (8u, 8u),
            FrameKind.Goodbye => (0u, (uint)LinkProtocol.MaxReasonBytes),
            _ => throw new LinkProtocolException($"A frame has the unknown kind {kind}."),
        };
        if (length < minimum || length > maximum)
        {
            throw new LinkProtocolException($"A {(FrameKind)kind} frame has {length} bytes, and must have {minimum} to {maximum}.");
        }

        return new FrameHeader(
            (FrameKind)kind,
            (int)length,
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[16..]));
    }

    /// <summary>Checks a payload against this header.</summary>
    /// <exception cref="LinkProtocolException">The payload was damaged.</exception>
    public void Verify(ReadOnlySpan<byte> payload)
    {
        if (FrameChecksum.Compute(payload) != PayloadChecksum)
        {
            throw new LinkProtocolException($"The checksum of a {Kind} frame of {Length} bytes is wrong: its payload was damaged.");
        }
    }
}
