using System.Buffers;
using System.Text;

namespace Orleans.Runtime.Messaging;

/// <summary>Reads the fixed parts of messages. Anything that does not fit is an error, never a guess.</summary>
internal ref struct MessageReader(ReadOnlySequence<byte> bytes)
{
    private SequenceReader<byte> _reader = new(bytes);

    public readonly ReadOnlySequence<byte> Rest => _reader.UnreadSequence;

    public readonly long Consumed => _reader.Consumed;

    public byte ReadByte() => _reader.TryRead(out byte value) ? value : throw TooShort();

    public int ReadUInt16() => _reader.TryReadLittleEndian(out short value) ? (ushort)value : throw TooShort();

    public int ReadInt32() => _reader.TryReadLittleEndian(out int value) ? value : throw TooShort();

    public ulong ReadUInt64() => _reader.TryReadLittleEndian(out long value) ? (ulong)value : throw TooShort();

    public long ReadInt64() => _reader.TryReadLittleEndian(out long value) ? value : throw TooShort();

    public bool ReadBoolean() => ReadByte() != 0;

    public Guid ReadGuid() => new(Take(16));

    public string? ReadString()
    {
        int count = ReadInt32();
        if (count < 0)
        {
            return null;
        }

        if (count > _reader.Remaining)
        {
            throw TooShort();
        }

        string value = Encoding.UTF8.GetString(_reader.UnreadSequence.Slice(0, count));
        _reader.Advance(count);
        return value;
    }

    public string ReadText() => ReadString() ?? throw new InvalidDataException("A message lacks a text.");

    public GrainId ReadGrainId(GrainIdCache? cache = null)
    {
        int typeLength = ReadUInt16();
        int keyLength = ReadInt32();
        if (keyLength < 0 || (long)typeLength + keyLength > _reader.Remaining)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> both = Take(typeLength + keyLength);
        return cache is null
            ? new GrainId(new GrainType(both[..typeLength].ToArray()), new IdSpan(both[typeLength..].ToArray()))
            : cache.Get(both, typeLength);
    }

    // The next bytes: where they lie when they lie together, else copied.
    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _reader.Remaining)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> taken = _reader.UnreadSpan;
        taken = taken.Length >= length ? taken[..length] : _reader.UnreadSequence.Slice(0, length).ToArray();
        _reader.Advance(length);
        return taken;
    }

    private static InvalidDataException TooShort() => new("A message ends before its parts do.");
}
