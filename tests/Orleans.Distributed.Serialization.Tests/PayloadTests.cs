using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization.Tests;

/// <summary>Messages within messages, copied and shared.</summary>
public sealed class PayloadTests
{
    private readonly ValueCodec _codec = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(300_000)]
    public void Encode_Array_IsReadBack(int length)
    {
        byte[] bytes = Bytes(length);
        var output = new ArrayBufferWriter<byte>();
        _codec.Encode(output, new Payload(bytes));
        Payload read = _codec.Decode<Payload>(output.WrittenMemory);
        Assert.Equal(bytes, read.Bytes.ToArray());
        Assert.Null(read.Pooled);
    }

    [Fact]
    public void Encode_Stretch_SendsNothingElse()
    {
        byte[] bytes = Bytes(1000);
        var output = new ArrayBufferWriter<byte>();
        _codec.Encode(output, new Payload(bytes)[100..900][10..]);
        Assert.Equal(bytes[110..900], _codec.Decode<Payload>(output.WrittenMemory).Bytes.ToArray());
    }

    [Fact]
    public void Encode_PiecesToOrdinaryOutput_AreCopied()
    {
        byte[] bytes = Bytes(100_000);
        var owner = new Owner();
        var output = new ArrayBufferWriter<byte>();
        _codec.Encode(output, new Payload(Memory(bytes, 33_333, owner)));
        Assert.Equal(bytes, _codec.Decode<Payload>(output.WrittenMemory).Bytes.ToArray());
        Assert.Equal(0, owner.Disposals);
    }

    [Fact]
    public void Encode_PiecesThatAreCopiedLate_AreThereInACopyOfThem()
    {
        byte[] bytes = Bytes(LateCopies.MinLength);
        byte[] target = new byte[bytes.Length];
        var late = new LateCopies();
        late.Add(bytes, 0, target, 0);
        late.Seal();
        var output = new ArrayOutput();
        _codec.Encode(output, new Payload(new PayloadMemory(new(target), new Owner()) { Late = late }));
        Assert.Equal(0, output.Late);
        Array.Clear(target);
        Assert.Equal(bytes, _codec.Decode<Payload>(output.Written.WrittenMemory).Bytes.ToArray());
    }

    [Fact]
    public void Encode_PiecesToSharingOutput_AreSentFromWhereTheyLie()
    {
        byte[] bytes = Bytes(100_000);
        PayloadMemory memory = Memory(bytes, 40_000, new Owner());
        var output = new SharingOutput();
        using (ValueWriter writer = _codec.StartMessage(output))
        {
            writer.Write(7);
            writer.Write(new Payload(memory)[1000..]);
            writer.Write("behind it");
            writer.Complete();
        }

        Assert.Equal([(39_000, memory), (40_000, memory), (20_000, memory)], output.Appended.Select(piece => (piece.Bytes.Length, piece.Memory)));
        Assert.True(output.OwnLength < 100, $"{output.OwnLength} bytes were copied.");
        using ValueReader reader = _codec.OpenMessage(output.ToArray());
        Assert.Equal(7, reader.Read<int>());
        Assert.Equal(bytes[1000..], reader.Read<Payload>().Bytes.ToArray());
        Assert.Equal("behind it", reader.Read<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_FromSource_KeepsTheMemory(bool hasSymbols)
    {
        // The types of objects stand behind all values.
        byte[] bytes = Bytes(50_000);
        object? before = hasSymbols ? new List<Version> { new(1, 2) } : null;
        var output = new ArrayBufferWriter<byte>();
        using (ValueWriter writer = _codec.StartMessage(output))
        {
            writer.Write(before);
            writer.Write(new Payload(bytes));
            writer.Write(5);
            writer.Complete();
        }

        var source = new Source(output.WrittenMemory.ToArray());
        using ValueReader reader = _codec.OpenMessage(source.Bytes, new DecodeContext { Source = source });
        reader.Read<object?>();
        Payload read = reader.Read<Payload>();
        Assert.Equal(5, reader.Read<int>());
        Assert.Same(source, source.Shared);
        Assert.Equal(bytes, read.Bytes.ToArray());
    }

    [Fact]
    public void Decode_LengthBeyondTheEnd_IsMalformed()
    {
        var output = new ArrayBufferWriter<byte>();
        _codec.Encode(output, new Payload(Bytes(100_000)));
        var source = new Source(output.WrittenMemory[..^1].ToArray());
        Assert.Throws<MalformedDataException>(() => _codec.Decode<Payload>(source.Bytes, new DecodeContext { Source = source }));
        Assert.Null(source.Shared);
    }

    [Fact]
    public void Release_GivesTheMemoryUpOnce()
    {
        var owner = new Owner();
        var payload = new Payload(Memory(Bytes(100), 50, owner));
        Payload part = payload[10..];
        part.Release();
        payload.Release();
        Assert.Equal(1, owner.Disposals);
        Assert.Throws<ObjectDisposedException>(() => payload.Bytes);
    }

    [Fact]
    public void TakeByte_Empty_IsMalformed() => Assert.Throws<MalformedDataException>(() => default(Payload).TakeByte(out _));

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static PayloadMemory Memory(byte[] bytes, int pieceLength, IDisposable owner) => new(Wire.Pieces(bytes, pieceLength), owner);

    private sealed class Owner : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }

    private sealed class Source(byte[] bytes) : IPayloadSource
    {
        public byte[] Bytes => bytes;

        public Source? Shared { get; private set; }

        public Payload Share(long fromEnd, long length)
        {
            Shared = this;
            return new Payload(bytes)[(int)(bytes.Length - fromEnd)..][..(int)length];
        }
    }

    /// <summary>Would copy any array late.</summary>
    private sealed class ArrayOutput : IBufferWriter<byte>, IArrayOutput
    {
        public ArrayBufferWriter<byte> Written { get; } = new();

        public int Late { get; private set; }

        public void NoteArray(int length)
        {
        }

        public bool TryCopyLater(Array array, int offset, int length) => ++Late > 0;

        public void Advance(int count) => Written.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => Written.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => Written.GetSpan(sizeHint);
    }

    private sealed class SharingOutput : IPayloadOutput
    {
        private readonly ArrayBufferWriter<byte> _own = new();
        private readonly List<byte> _all = [];

        public List<(ReadOnlyMemory<byte> Bytes, PayloadMemory Memory)> Appended { get; } = [];

        public int OwnLength => _own.WrittenCount;

        public void Append(ReadOnlyMemory<byte> bytes, PayloadMemory memory)
        {
            Appended.Add((bytes, memory));
            _all.AddRange(bytes.Span);
        }

        public void Advance(int count)
        {
            int start = _own.WrittenCount;
            _own.Advance(count);
            _all.AddRange(_own.WrittenSpan[start..]);
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _own.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => _own.GetSpan(sizeHint);

        public byte[] ToArray() => [.. _all];
    }
}
