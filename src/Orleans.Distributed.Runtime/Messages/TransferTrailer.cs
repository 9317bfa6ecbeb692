using System.Buffers;
using System.Buffers.Binary;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Messages;

/// <summary>
/// The list of handles at the end of every body: so that whoever gets the message can tell the owners that the handles have
/// arrived, also when the values are not read. A body without handles ends with one zero byte.
/// </summary>
internal static class TransferTrailer
{
    private const byte Absent = 0;
    private const byte Present = 1;
    private const int TailLength = sizeof(int) + 1;

    /// <summary>Appends the list.</summary>
    public static void Write(MessageWriter writer, IReadOnlyList<HandleTransfer> transfers)
    {
        if (transfers.Count == 0)
        {
            writer.WriteByte(Absent);
            return;
        }

        int start = writer.Length;
        foreach (HandleTransfer transfer in transfers)
        {
            writer.WriteVarint(transfer.Where);
            writer.WriteVarint(transfer.Id.Whence);
            writer.WriteVarint(transfer.Id.Id);
            writer.WriteVarint(transfer.Token.Number);
        }

        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(sizeof(int)), writer.Length - start);
        writer.Advance(sizeof(int));
        writer.WriteByte(Present);
    }

    /// <summary>Takes the list off a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="sender">The process that sent it, which has numbered the transfers.</param>
    /// <param name="value">The body without the list.</param>
    /// <returns>The handles; <see langword="null"/> when there are none.</returns>
    public static List<HandleTransfer>? Read(Payload body, int sender, out Payload value)
    {
        value = body;
        if (body.IsEmpty)
        {
            return null;
        }

        Span<byte> tail = stackalloc byte[TailLength];
        body.Bytes.Slice(Math.Max(0, body.Length - TailLength)).CopyTo(tail);
        int tailLength = (int)Math.Min(body.Length, TailLength);
        byte mark = tail[tailLength - 1];
        if (mark == Absent)
        {
            value = body[..^1];
            return null;
        }

        int length = mark == Present && tailLength == TailLength ? BinaryPrimitives.ReadInt32LittleEndian(tail) : -1;
        int end = (int)body.Length - TailLength;
        if (length < 0 || length > end)
        {
            throw new MalformedDataException("The list of handles in a message cannot be read. The sender runs another version, or is no member.");
        }

        value = body[..(end - length)];
        var transfers = new List<HandleTransfer>();
        var reader = new MessageReader(body[(end - length)..end]);
        while (!reader.AtEnd)
        {
            int where = reader.ReadVarint32();
            var id = new Rrid(reader.ReadVarint32(), reader.ReadVarint());
            transfers.Add(new HandleTransfer(id, where, new TransferToken(sender, reader.ReadVarint())));
        }

        return transfers;
    }
}
