using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary>An entry of a map, which protobuf defines as <c>message { string key = 1; int32 value = 2; }</c>.</summary>
internal readonly struct EntryFormat : IProtobufFormat<KeyValuePair<string, int>>
{
    private const int TagSize = 1;
    private const uint Key = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint Value = (2 << 3) | (uint)WireFormat.WireType.Varint;

    public static int SizeOf(KeyValuePair<string, int> value) =>
        TagSize + CodedOutputStream.ComputeStringSize(value.Key) + TagSize + CodedOutputStream.ComputeInt32Size(value.Value);

    public static void Write(CodedOutputStream output, KeyValuePair<string, int> value)
    {
        output.WriteTag(Key);
        output.WriteString(value.Key);
        output.WriteTag(Value);
        output.WriteInt32(value.Value);
    }

    public static KeyValuePair<string, int> Read(CodedInputStream input, long end)
    {
        string key = "";
        int value = 0;
        while (input.Position < end)
        {
            switch (input.ReadTag())
            {
                case Key:
                    key = input.ReadString();
                    break;
                case Value:
                    value = input.ReadInt32();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return new(key, value);
    }
}
