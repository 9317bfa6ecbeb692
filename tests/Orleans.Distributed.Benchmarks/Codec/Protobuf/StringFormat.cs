using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { string value = 1; }</c></summary>
internal readonly struct StringFormat : IProtobufFormat<string>
{
    private const int TagSize = 1;
    private const uint Value = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;

    public static int SizeOf(string value) => TagSize + CodedOutputStream.ComputeStringSize(value);

    public static void Write(CodedOutputStream output, string value)
    {
        output.WriteTag(Value);
        output.WriteString(value);
    }

    public static string Read(CodedInputStream input, long end)
    {
        string value = "";
        while (input.Position < end)
        {
            if (input.ReadTag() == Value)
            {
                value = input.ReadString();
            }
            else
            {
                input.SkipLastField();
            }
        }

        return value;
    }
}
