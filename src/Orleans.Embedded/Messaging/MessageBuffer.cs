using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>A message being written. Each thread keeps one for reuse; memory that a link still sends from goes along with it.</summary>
internal sealed class MessageBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 4096;
    private const int KeptSize = 64 * 1024;

    [ThreadStatic]
    private static MessageBuffer? _kept;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;

    private MessageBuffer()
    {
    }

    public int Length => _length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public ReadOnlySequence<byte> Sequence => new(_bytes, 0, _length);

    public static MessageBuffer Rent()
    {
        MessageBuffer buffer = _kept ?? new MessageBuffer();
        _kept = null;
        buffer._length = 0;
        return buffer;
    }

    /// <summary>
    /// Sends the message and gives the buffer up: it must not be used afterwards, not even disposed. Only when the answer is
    /// <see cref="SendStatus.Full"/> it still is the caller's.
    /// </summary>
    /// <param name="link">Where to send it.</param>
    /// <param name="orderingKey">Orders it among the messages with the same key.</param>
    /// <param name="mode">Whether it minds the bounds of the link's queue.</param>
    /// <returns>What became of it.</returns>
    public SendStatus TrySend(Link link, ulong orderingKey, SendMode mode)
    {
        // Asked before: once the link has the memory, it may give it up, and another message be written there, at any time.
        bool isLarge = _length > KeptSize;
        bool isKept = false;
        try
        {
            // A large message goes along with the memory it lies in.
            SendStatus status = isLarge ? link.Send(orderingKey, Sequence, this, mode) : link.Send(orderingKey, Span, mode);
            isKept = status == SendStatus.Full || (isLarge && status == SendStatus.Sent);
            return status;
        }
        finally
        {
            if (!isKept)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        if (_bytes.Length <= KeptSize * 2 && _kept is null)
        {
            _kept = this;
        }
        else if (Interlocked.Exchange(ref _bytes, []) is { Length: > 0 } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void Truncate(int length) => _length = length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    public void WriteByte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void WriteUInt16(int value)
    {
        Reserve(sizeof(ushort));
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_length), checked((ushort)value));
        _length += sizeof(ushort);
    }

    public void WriteInt32(int value)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(int);
    }

    public void WriteUInt64(ulong value)
    {
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(ulong);
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteInt32(-1);
            return;
        }

        int count = Encoding.UTF8.GetByteCount(value);
        WriteInt32(count);
        Reserve(count);
        Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length));
        _length += count;
    }

    public void WriteGrainId(GrainId id)
    {
        ReadOnlySpan<byte> type = id.Type.AsSpan();
        ReadOnlySpan<byte> key = id.Key.AsSpan();
        WriteUInt16(type.Length);
        WriteInt32(key.Length);
        WriteBytes(type);
        WriteBytes(key);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), _bytes.Length * 2));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
