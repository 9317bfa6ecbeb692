using System.Buffers.Binary;
using System.Text;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Messages;

/// <summary>Reads the header fields of a message; what follows them is for the codec.</summary>
internal ref struct MessageReader(byte[] message)
{
    private readonly byte[] _message = message;
    private int _position;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlyMemory<byte> Rest => _message.AsMemory(_position);

    public readonly bool AtEnd => _position >= _message.Length;

    public byte ReadByte() => _position < _message.Length ? _message[_position++] : throw Truncated();

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

    public long ReadFixed()
    {
        if (_message.Length - _position < sizeof(long))
        {
            throw Truncated();
        }

        long value = BinaryPrimitives.ReadInt64LittleEndian(_message.AsSpan(_position));
        _position += sizeof(long);
        return value;
    }

    public string ReadString()
    {
        int length = ReadVarint32();
        if (_message.Length - _position < length)
        {
            throw Truncated();
        }

        string value = Encoding.UTF8.GetString(_message.AsSpan(_position, length));
        _position += length;
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
