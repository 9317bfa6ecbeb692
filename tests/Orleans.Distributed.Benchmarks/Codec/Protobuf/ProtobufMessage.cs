using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary>Protobuf messages as a whole, and inside of others.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <typeparam name="TFormat">How they are written.</typeparam>
internal static class ProtobufMessage<T, TFormat>
    where TFormat : struct, IProtobufFormat<T>
{
    public static byte[] Encode(T value)
    {
        byte[] bytes = new byte[TFormat.SizeOf(value)];
        using var output = new CodedOutputStream(bytes);
        TFormat.Write(output, value);
        output.CheckNoSpaceLeft();
        return bytes;
    }

    public static T Decode(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        return TFormat.Read(input, bytes.Length);
    }

    /// <summary>The length of a message as a field of another one.</summary>
    public static int SizeOfField(int tagSize, T value)
    {
        int size = TFormat.SizeOf(value);
        return tagSize + CodedOutputStream.ComputeLengthSize(size) + size;
    }

    public static void WriteField(CodedOutputStream output, uint tag, T value)
    {
        output.WriteTag(tag);
        output.WriteLength(TFormat.SizeOf(value));
        TFormat.Write(output, value);
    }

    /// <summary>Reads a field whose tag is read.</summary>
    public static T ReadField(CodedInputStream input)
    {
        int length = input.ReadLength();
        return TFormat.Read(input, input.Position + length);
    }
}
