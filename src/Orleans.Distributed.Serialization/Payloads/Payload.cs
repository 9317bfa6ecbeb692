using System.Buffers;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>
/// The bytes of one message: an array when they are few, and otherwise pooled memory in several pieces, which travels between a codec and
/// a connection without being copied.
/// </summary>
/// <remarks>
/// A payload has one owner at a time. Who encodes one hands it to the call that it is for, and uses it no more; who gets one reads it once,
/// and then gives it up with <see cref="Release"/>. One that is never released costs nothing but memory that the garbage collector has to
/// take instead of the pool.
/// </remarks>
internal readonly struct Payload
{
    private readonly object? _memory;
    private readonly long _start;

    public Payload(byte[] bytes)
    {
        _memory = bytes;
        Length = bytes.Length;
    }

    public Payload(PayloadMemory memory)
    {
        _memory = memory;
        Length = memory.Layout.Length;
    }

    private Payload(object? memory, long start, long length)
    {
        _memory = memory;
        _start = start;
        Length = length;
    }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    public bool IsEmpty => Length == 0;

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">The payload was released.</exception>
    public ReadOnlySequence<byte> Bytes => _memory switch
    {
        null => ReadOnlySequence<byte>.Empty,
        byte[] array => new ReadOnlySequence<byte>(array, (int)_start, (int)Length),
        PayloadMemory memory => memory.Bytes.Slice(_start, Length),
        _ => throw new InvalidOperationException($"A payload cannot be in a {_memory.GetType()}."),
    };

    /// <summary>The memory where the bytes are, or will be: see <see cref="PayloadMemory.Late"/>.</summary>
    /// <exception cref="ObjectDisposedException">The payload was released.</exception>
    public ReadOnlySequence<byte> Layout => _memory is PayloadMemory memory ? memory.Layout.Slice(_start, Length) : Bytes;

    /// <summary>The memory when it is pooled.</summary>
    public PayloadMemory? Pooled => _memory as PayloadMemory;

    /// <summary>A stretch of the bytes, in the same memory.</summary>
    public Payload this[Range range]
    {
        get
        {
            int length = checked((int)Length);
            (int start, int count) = range.GetOffsetAndLength(length);
            return new Payload(_memory, _start + start, count);
        }
    }

    /// <summary>The bytes when they lie in one piece, which they always do when they are few.</summary>
    public bool TryGetMemory(out ReadOnlyMemory<byte> bytes)
    {
        if (_memory is byte[] array)
        {
            bytes = array.AsMemory((int)_start, (int)Length);
            return true;
        }

        ReadOnlySequence<byte> sequence = Bytes;
        bytes = sequence.First;
        return sequence.IsSingleSegment;
    }

    /// <summary>Takes the first byte off.</summary>
    public byte TakeByte(out Payload rest)
    {
        ReadOnlySpan<byte> first = Bytes.FirstSpan;
        if (first.IsEmpty)
        {
            throw new MalformedDataException("A message ends too early.");
        }

        rest = this[1..];
        return first[0];
    }

    /// <summary>The first bytes, to be changed, by who has made the payload and not handed it on yet. They are no late copies.</summary>
    /// <param name="count">How many, at most as many as the first piece has.</param>
    public Span<byte> Head(int count) =>
        MemoryMarshal.AsMemory(Layout.First).Span[..count];

    /// <summary>
    /// Copies what is still to be copied from the arrays of the user. Whoever has made the payload, or had it made, calls this before the
    /// user goes on, also when it was handed on, or released, before.
    /// </summary>
    public void CopyRest() => Pooled?.Late?.CopyAll();

    /// <summary>Gives the memory up. What it held must not be used any more.</summary>
    public void Release() => (_memory as PayloadMemory)?.Dispose();
}
