using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Orleans.Distributed.Messages;

/// <summary>Builds one message of the product's own protocol between processes: a few header fields, then encoded values.</summary>
/// <remarks>Kept per thread and used again, since a message is built in one go.</remarks>
internal sealed class MessageWriter : IBufferWriter<byte>
{
    private const int InitialCapacity = 1024;
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static MessageWriter? _cached;

    private byte[] _buffer = new byte[InitialCapacity];

    /// <summary>How many bytes were written so far.</summary>
    public int Length { get; private set; }

    public static MessageWriter Rent()
    {
        MessageWriter writer = _cached ?? new MessageWriter();
        _cached = null;
        writer.Length = 0;
        return writer;
    }

    /// <summary>The message as bytes of its own; the writer goes back to its thread.</summary>
    public byte[] ToArrayAndReturn()
    {
        byte[] message = _buffer.AsSpan(0, Length).ToArray();
        Return();
        return message;
    }

    /// <summary>Gives the writer back without a message.</summary>
    public void Return()
    {
        if (_buffer.Length > LargestKept)
        {
            _buffer = new byte[InitialCapacity];
        }

        _cached = this;
    }

    /// <summary>Forgets what was written after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void WriteByte(byte value)
    {
        Ensure(1);
        _buffer[Length++] = value;
    }

    public void WriteVarint(long value)
    {
        Ensure(10);
        ulong rest = (ulong)value;
        while (rest >= 0x80)
        {
            _buffer[Length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _buffer[Length++] = (byte)rest;
    }

    public void WriteFixed(long value)
    {
        Ensure(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(Length), value);
        Length += sizeof(long);
    }

    public void WriteInt32(int value)
    {
        Ensure(sizeof(int));
        Length += sizeof(int);
        OverwriteInt32(Length - sizeof(int), value);
    }

    /// <summary>Sets a number that was written before at <paramref name="position"/>, and can be known only now.</summary>
    public void OverwriteInt32(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(position), value);

    public void WriteString(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteVarint(length);
        Ensure(length);
        Length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(Length));
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(Length);
    }

    private void Ensure(int count)
    {
        if (_buffer.Length - Length >= count)
        {
            return;
        }

        long wanted = Math.Max((long)Length + count, Math.Min(_buffer.Length * 2L, Array.MaxLength));
        if (wanted > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"A message of more than {Array.MaxLength} bytes cannot be sent. Send the data in parts, for example through a channel.");
        }

        Array.Resize(ref _buffer, (int)wanted);
    }
}
