using System.Buffers;
using BenchmarkDotNet.Attributes;
using Orleans.Distributed.Benchmarks.Codec;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>Values to bytes, and back.</summary>
public class CodecBenchmarks
{
    private const int Number = 123_456_789;

    private readonly string _text = new('x', 1000);
    private readonly Order _order = Order.Sample(1);
    private readonly byte[] _bytes = new byte[64 * 1024];

    // Which keeps its memory, as the product keeps that of its messages.
    private readonly ArrayBufferWriter<byte> _output = new();

    private readonly byte[] _encodedNumber;
    private readonly byte[] _encodedText;
    private readonly byte[] _encodedOrder;
    private readonly byte[] _encodedBytes;

    public CodecBenchmarks()
    {
        _encodedNumber = Encoded(Number);
        _encodedText = Encoded(_text);
        _encodedOrder = Encoded(_order);
        _encodedBytes = Encoded(_bytes);
    }

    [Benchmark]
    public int EncodeInt() => Encode(Number);

    [Benchmark]
    public int DecodeInt() => ValueCodec.Shared.Decode<int>(_encodedNumber);

    /// <summary>Of 1,000 characters.</summary>
    [Benchmark]
    public int EncodeString() => Encode(_text);

    [Benchmark]
    public string DecodeString() => ValueCodec.Shared.Decode<string>(_encodedText);

    /// <summary>With a list of five others in it.</summary>
    [Benchmark]
    public int EncodeObject() => Encode(_order);

    [Benchmark]
    public Order DecodeObject() => ValueCodec.Shared.Decode<Order>(_encodedOrder);

    /// <summary>Of 64 KB.</summary>
    [Benchmark]
    public int EncodeBytes() => Encode(_bytes);

    [Benchmark]
    public byte[] DecodeBytes() => ValueCodec.Shared.Decode<byte[]>(_encodedBytes);

    private int Encode<T>(T value)
    {
        _output.ResetWrittenCount();
        ValueCodec.Shared.Encode(_output, value);
        return _output.WrittenCount;
    }

    private byte[] Encoded<T>(T value)
    {
        Encode(value);
        return _output.WrittenSpan.ToArray();
    }
}
