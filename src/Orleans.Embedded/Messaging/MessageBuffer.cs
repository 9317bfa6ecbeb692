using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime.Messaging;

/// <summary>
/// A message being written. Each thread keeps one for reuse; memory that a link still sends from goes along with it. Payloads are not copied
/// into it: they stay where they are, and are given up when the message was sent.
/// </summary>
internal sealed class MessageBuffer : IPayloadOutput, IDisposable
{
    private const int InitialSize = 4096;
    private const int KeptSize = 64 * 1024;

    [ThreadStatic]
    private static MessageBuffer? _kept;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;
    private int _lentLength;
    private int _lentStart;
    private List<LentPiece>? _lent;

    private MessageBuffer()
    {
    }

    public int Length => _length + _lentLength;

    public ReadOnlySequence<byte> Sequence => _lentLength == 0 ? new(_bytes, 0, _length) : Join();

    /// <summary>The message, when it has no payload.</summary>
    public ReadOnlySpan<byte> Span => _lentLength == 0
        ? _bytes.AsSpan(0, _length)
        : throw new InvalidOperationException("The message does not lie in one piece.");

    /// <summary>The payload, when there is one, and all of it.</summary>
    private PayloadMemory? Whole =>
        _lentLength > 0 && _lent![0].Memory is { } memory && memory.Layout.Length == _lentLength && _lent.TrueForAll(piece => piece.Memory == memory)
            ? memory
            : null;

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
        bool isLarge = Length > KeptSize || _lentLength > 0;
        bool isKept = false;
        try
        {
            // A large message goes along with the memory it lies in.
            SendStatus status = isLarge ? SendFromHere(link, orderingKey, mode) : link.Send(orderingKey, Span, mode);
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
        _lent?.Clear();
        _lentLength = 0;
        if (_bytes.Length <= KeptSize * 2 && _kept is null)
        {
            _kept = this;
        }
        else if (Interlocked.Exchange(ref _bytes, []) is { Length: > 0 } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Forgets what was written after <paramref name="length"/>. Not when there is a payload.</summary>
    public void Truncate(int length) => _length = length;

    public void Append(ReadOnlyMemory<byte> bytes, PayloadMemory memory)
    {
        if (_lent is null or { Count: 0 })
        {
            _lentStart = _length;
        }

        _lentLength = checked(_lentLength + bytes.Length);
        (_lent ??= []).Add(new LentPiece(_length, bytes, memory));
    }

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

    private SendStatus SendFromHere(Link link, ulong orderingKey, SendMode mode)
    {
        if (_lentLength == 0)
        {
            return link.Send(orderingKey, Sequence, this, mode);
        }

        if (Whole is not { } payload)
        {
            _lent!.ForEach(static piece => piece.Memory.Late?.CopyAll());
            return link.Send(orderingKey, Sequence, new Sent(this), mode);
        }

        int start = _lentStart;
        ArrayStretch[] arrays = [.. payload.Arrays.Select(array => array with { Position = array.Position + start })];
        LateCopies? late = payload.Late;
        return link.Send(orderingKey, Sequence, new Sent(this), mode, arrays, late is null ? null : position => late.CopyTo(position - start));
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

    private ReadOnlySequence<byte> Join()
    {
        PayloadPiece? first = null;
        PayloadPiece? last = null;
        int position = 0;
        foreach (LentPiece piece in _lent!)
        {
            if (piece.Position > position)
            {
                last = new PayloadPiece(_bytes.AsMemory(position, piece.Position - position), last);
                first ??= last;
                position = piece.Position;
            }

            last = new PayloadPiece(piece.Bytes, last);
            first ??= last;
        }

        last = new PayloadPiece(_bytes.AsMemory(position, _length - position), last);
        return new ReadOnlySequence<byte>(first ?? last, 0, last, last.Memory.Length);
    }

    /// <summary>The link's word that a message with payloads was sent.</summary>
    private sealed class Sent(MessageBuffer message) : IDisposable
    {
        public void Dispose()
        {
            foreach (LentPiece piece in message._lent!)
            {
                piece.Memory.Dispose();
            }

            message.Dispose();
        }
    }
}
