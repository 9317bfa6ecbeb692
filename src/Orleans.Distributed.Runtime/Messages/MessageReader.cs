using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Messages;

/// <summary>Reads the header fields of a message; what follows them is for the codec.</summary>
internal ref struct MessageReader(Payload message)
{
    private SequenceReader<byte> _reader = new(message.Bytes);

    /// <summary>What was not read yet.</summary>
    public readonly Payload Rest => message[(int)_reader.Consumed..];

    public readonly bool AtEnd => _reader.End;

    public byte ReadByte() => _reader.TryRead(out byte value) ? value : throw Truncated();

    public long ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if ((part & 0x80) == 0)
            {
                return (long)value;
            }
        }

        throw new MalformedDataException("A number in a message has more than 64 bits. The sender runs another version, or is no member.");
    }

    public int ReadVarint32()
    {
        long value = ReadVarint();
        return value is >= 0 and <= int.MaxValue
            ? (int)value
            : throw new MalformedDataException($"A pid or count in a message is {value}. The sender runs another version, or is no member.");
    }

    public long ReadFixed() => _reader.TryReadLittleEndian(out long value) ? value : throw Truncated();

    public string ReadString()
    {
        int length = ReadVarint32();
        if (_reader.Remaining < length)
        {
            throw Truncated();
        }

        string value = Encoding.UTF8.GetString(_reader.UnreadSequence.Slice(0, length));
        _reader.Advance(length);
        return value;
    }

    /// <summary>Takes the first item off several, each of which stands behind its status and length.</summary>
    public static CallStatus ReadItem(ref ReadOnlyMemory<byte> items, out ReadOnlyMemory<byte> item)
    {
        const int HeaderLength = 1 + sizeof(int);
        ReadOnlySpan<byte> bytes = items.Span;
        int length = bytes.Length >= HeaderLength ? BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]) : -1;
        if (length < 0 || length > bytes.Length - HeaderLength)
        {
            throw Truncated();
        }

        item = items.Slice(HeaderLength, length);
        items = items[(HeaderLength + length)..];
        return (CallStatus)bytes[0];
    }

    private static MalformedDataException Truncated() => new("A message ends too early. The sender runs another version, or is no member.");
}
