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

    /// <summary>Sends the message and gives the buffer up: it must not be used afterwards, not even disposed.</summary>
    /// <param name="link">Where to send it.</param>
    /// <param name="orderingKey">Orders it among the messages with the same key.</param>
    /// <param name="isFull">Whether more waits on the link than should, this message included.</param>
    /// <returns>What became of it; never <see cref="SendStatus.Full"/>, for a full link takes it all the same.</returns>
    public SendStatus SendAndDispose(Link link, ulong orderingKey, out bool isFull)
    {
        // Asked before: once the link has the memory, it may give it up, and another message be written there, at any time.
        bool isLarge = _length > KeptSize;
        bool given = false;
        try
        {
            SendStatus status = Send(link, orderingKey, SendMode.Bounded);
            isFull = status == SendStatus.Full;
            if (isFull)
            {
                status = Send(link, orderingKey, SendMode.Unbounded);
            }

            given = isLarge && status == SendStatus.Sent;
            return status;
        }
        finally
        {
            if (!given)
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

    // A large message goes along with the memory it lies in.
    private SendStatus Send(Link link, ulong orderingKey, SendMode mode) =>
        _length <= KeptSize ? link.Send(orderingKey, Span, mode) : link.Send(orderingKey, Sequence, this, mode);

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
