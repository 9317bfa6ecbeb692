using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Messages;

/// <summary>Builds one message of the product's own protocol between processes: a few header fields, then encoded values.</summary>
/// <remarks>
/// Kept per thread and used again, since a message is built in one go. What does not fit into its own buffer goes into chunks from the pool,
/// which become part of the message as they are.
/// </remarks>
internal sealed class MessageWriter : IBufferWriter<byte>, IArrayOutput
{
    private const int InitialCapacity = 1024;
    private const int LargestOwn = 32 * 1024;
    private const int SmallestChunk = 64 * 1024;
    private const int LargestChunk = 1024 * 1024;

    [ThreadStatic]
    private static MessageWriter? _cached;

    private readonly List<(byte[] Buffer, int Length)> _full = [];
    private readonly List<ArrayStretch> _arrays = [];
    private LateCopies? _late;
    private byte[] _own = new byte[InitialCapacity];
    private byte[] _buffer;
    private int _position;
    private int _fullLength;
    private bool _copiesLate;

    private MessageWriter() => _buffer = _own;

    /// <summary>How many bytes were written so far.</summary>
    public int Length => _fullLength + _position;

    private bool IsOwn => ReferenceEquals(_buffer, _own);

    /// <param name="copiesLate">
    /// Whether large arrays may be copied when the message is on its way already: then <see cref="Payload.CopyRest"/> must be called.
    /// </param>
    public static MessageWriter Rent(bool copiesLate = false)
    {
        MessageWriter writer = _cached ?? new MessageWriter();
        _cached = null;
        writer._copiesLate = copiesLate;
        return writer;
    }

    /// <summary>The message; the writer goes back to its thread.</summary>
    public Payload ToPayloadAndReturn()
    {
        if (_full.Count == 0 && IsOwn)
        {
            return new Payload(ToArrayAndReturn());
        }

        var chunks = new MessageChunks();
        Seal();
        foreach ((byte[] buffer, int length) in _full)
        {
            chunks.Add(buffer, length);
        }

        ArrayStretch[] arrays = [.. _arrays];
        LateCopies? late = _late;
        late?.Seal();
        _full.Clear();
        Return();
        return new Payload(new PayloadMemory(chunks.Bytes, chunks) { Arrays = arrays, Late = late });
    }

    /// <summary>The message as an array of its own; the writer goes back to its thread.</summary>
    public byte[] ToArrayAndReturn()
    {
        _late?.Seal();
        _late?.CopyAll();
        byte[] message = GC.AllocateUninitializedArray<byte>(Length);
        int position = 0;
        foreach ((byte[] buffer, int length) in _full)
        {
            buffer.AsSpan(0, length).CopyTo(message.AsSpan(position));
            position += length;
        }

        _buffer.AsSpan(0, _position).CopyTo(message.AsSpan(position));
        Return();
        return message;
    }

    /// <summary>Gives the writer back without a message.</summary>
    public void Return()
    {
        foreach ((byte[] buffer, _) in _full)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (!IsOwn)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _full.Clear();
        _arrays.Clear();
        _late = null;
        _fullLength = 0;
        _buffer = _own;
        _position = 0;
        _cached = this;
    }

    /// <summary>Forgets what was written after <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        while (length < _fullLength)
        {
            if (!IsOwn)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }

            (_buffer, _position) = _full[^1];
            _full.RemoveAt(_full.Count - 1);
            _fullLength -= _position;
        }

        _position = length - _fullLength;
        _arrays.RemoveAll(array => array.End > length);
        _late?.RemoveFrom(length);
    }

    public void NoteArray(int length)
    {
        if (_arrays.Count < ArrayStretch.MaxCount)
        {
            _arrays.Add(new ArrayStretch(Length, length));
        }
    }

    public bool TryCopyLater(Array array, int offset, int length)
    {
        if (!_copiesLate || length < LateCopies.MinLength)
        {
            return false;
        }

        _late ??= new LateCopies();
        for (int done = 0; done < length;)
        {
            // Not in its own buffer, which is copied when it is full.
            if (IsOwn || _position == _buffer.Length)
            {
                MakeRoom(Math.Min(length - done, LargestChunk), canBeOwn: false);
            }

            int count = Math.Min(length - done, _buffer.Length - _position);
            _late.Add(array, offset + done, _buffer.AsMemory(_position, count), Length);
            _position += count;
            done += count;
        }

        return true;
    }

    public void WriteByte(byte value)
    {
        Ensure(1);
        _buffer[_position++] = value;
    }

    public void WriteVarint(long value)
    {
        Ensure(10);
        ulong rest = (ulong)value;
        while (rest >= 0x80)
        {
            _buffer[_position++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _buffer[_position++] = (byte)rest;
    }

    public void WriteFixed(long value)
    {
        Ensure(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_position), value);
        _position += sizeof(long);
    }

    public void WriteInt32(int value)
    {
        Ensure(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_position), value);
        _position += sizeof(int);
    }

    /// <summary>Sets a number that was written before at <paramref name="position"/>, and can be known only now.</summary>
    public void OverwriteInt32(int position, int value)
    {
        int start = _fullLength;
        byte[] buffer = _buffer;
        for (int i = _full.Count - 1; position < start; i--)
        {
            (buffer, int length) = _full[i];
            start -= length;
        }

        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(position - start), value);
    }

    public void WriteString(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteVarint(length);
        Ensure(length);
        _position += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_position));
    }

    public void Advance(int count) => _position += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_position);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_position);
    }

    private void Ensure(int count)
    {
        if (_buffer.Length - _position < count)
        {
            MakeRoom(count);
        }
    }

    private void MakeRoom(int count, bool canBeOwn = true)
    {
        if ((long)Length + count > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"A message of more than {Array.MaxLength} bytes cannot be sent. Send the data in parts, for example through a channel.");
        }

        if (canBeOwn && IsOwn && _position + count <= LargestOwn)
        {
            Array.Resize(ref _own, Math.Max(_position + count, Math.Min(_own.Length * 2, LargestOwn)));
            _buffer = _own;
            return;
        }

        byte[] chunk = ArrayPool<byte>.Shared.Rent(Math.Max(count, Math.Clamp(Length, SmallestChunk, LargestChunk)));
        Seal();
        _buffer = chunk;
    }

    /// <summary>Ends the buffer that is being filled, and goes on with its own one.</summary>
    private void Seal()
    {
        byte[] full = _buffer;
        if (IsOwn)
        {
            full = ArrayPool<byte>.Shared.Rent(Math.Max(_position, 1));
            _own.AsSpan(0, _position).CopyTo(full);
        }

        _full.Add((full, _position));
        _fullLength += _position;
        _buffer = _own;
        _position = 0;
    }
}
