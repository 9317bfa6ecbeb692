using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization.Tests;

/// <summary>Sends values to oneself.</summary>
internal static class Wire
{
    public static byte[] Encode<T>(T value, EncodeContext? context = null, ValueCodec? codec = null)
    {
        var output = new ArrayBufferWriter<byte>();
        (codec ?? ValueCodec.Shared).Encode(output, value, context);
        return output.WrittenSpan.ToArray();
    }

    public static T Decode<T>(byte[] bytes, DecodeContext? context = null, ValueCodec? codec = null)
        => (codec ?? ValueCodec.Shared).Decode<T>(bytes, context);

    /// <summary>Sends a value both as what it is declared and as just any object.</summary>
    public static T Copy<T>(T value)
    {
        object? untyped = Decode<object?>(Encode<object?>(value));
        Assert.Equal(value?.GetType().IsValueType, untyped?.GetType().IsValueType);
        return Decode<T>(Encode(value));
    }

    public static void CopiesEqual<T>(T value)
    {
        Assert.Equal(value, Decode<T>(Encode(value)));
        Assert.Equal(value, Decode<object?>(Encode<object?>(value)));
        Assert.Equal([value], Decode<T[]>(Encode<T[]>([value])));
    }

    public static UnsendableValueException Refuse<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        var error = Assert.Throws<UnsendableValueException>(() => ValueCodec.Shared.Encode(output, value));
        Assert.Equal(0, output.WrittenCount);
        return error;
    }

    /// <summary>Cuts bytes into pieces of a given size, as they come from a socket.</summary>
    public static ReadOnlySequence<byte> Pieces(byte[] bytes, int size)
    {
        PayloadPiece? first = null;
        PayloadPiece? last = null;
        for (int i = 0; i < bytes.Length; i += size)
        {
            last = new PayloadPiece(bytes.AsMemory(i, Math.Min(size, bytes.Length - i)), last);
            first ??= last;
        }

        return first is null ? default : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }
}
