using System.Buffers.Binary;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>
/// Reads and writes records (type, length in two bytes, content) until a deadline. A record's length is checked before there is
/// memory for it.
/// </summary>
internal sealed class HandshakeChannel(ILinkTransport transport, Deadline deadline, CancellationToken cancellationToken)
{
    private const int HeaderSize = 3;

    // How often a wait looks at the deadline and the token.
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(50);

    public void Write(HandshakeRecord record, ReadOnlySpan<byte> content)
    {
        var encoded = new byte[HeaderSize + content.Length];
        encoded[0] = (byte)record;
        BinaryPrimitives.WriteUInt16LittleEndian(encoded.AsSpan(1), (ushort)content.Length);
        content.CopyTo(encoded.AsSpan(HeaderSize));
        for (var written = 0; written < encoded.Length;)
        {
            var count = transport.TrySend(encoded.AsSpan(written));
            written += count;
            if (count == 0)
            {
                Wait(transport.WaitWritable);
            }
        }
    }

    /// <summary>Sends the refusal if there is room for it, and reads what the peer still sends for a moment, so that it can arrive.</summary>
    public void Refuse()
    {
        Span<byte> refusal = [(byte)HandshakeRecord.Refused, 0, 0];
        transport.TrySend(refusal);
        transport.EndSending();
        Span<byte> rest = stackalloc byte[LinkProtocol.MaxHandshakeRecord];
        if (transport.WaitReadable(WaitSlice))
        {
            transport.Receive(rest);
        }
    }

    /// <summary>Reads the next record, which must be the expected one.</summary>
    /// <returns>Its content; <see langword="null"/> when the peer refuses.</returns>
    public byte[]? Read(HandshakeRecord expected)
    {
        var header = ReadExactly(HeaderSize);
        if (header[0] == (byte)HandshakeRecord.Refused)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(1));
        if (header[0] != (byte)expected || length > LinkProtocol.MaxHandshakeRecord)
        {
            throw new LinkHandshakeException(
                $"The peer does not speak the link protocol: a record {expected} of at most {LinkProtocol.MaxHandshakeRecord} bytes was due, "
                + $"and {header[0]} of {length} bytes came.");
        }

        return ReadExactly(length);
    }

    private byte[] ReadExactly(int length)
    {
        var content = new byte[length];
        for (var have = 0; have < length;)
        {
            Wait(transport.WaitReadable);
            var count = transport.Receive(content.AsSpan(have));
            if (count == 0)
            {
                throw new LinkHandshakeException("The peer closed the connection during the handshake.");
            }

            have += count;
        }

        return content;
    }

    private void Wait(Func<TimeSpan, bool> ready)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var remaining = deadline.Remaining;
            if (remaining <= TimeSpan.Zero)
            {
                throw new LinkHandshakeException($"The peer did not finish the handshake within {deadline}.");
            }

            if (ready(remaining < WaitSlice ? remaining : WaitSlice))
            {
                return;
            }
        }
    }
}
