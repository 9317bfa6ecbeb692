using Google.Protobuf;
using Entries = Orleans.Distributed.Benchmarks.Codec.Protobuf.ProtobufMessage<
    System.Collections.Generic.KeyValuePair<string, int>, Orleans.Distributed.Benchmarks.Codec.Protobuf.EntryFormat>;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { map&lt;string, int32&gt; entries = 1; }</c></summary>
internal readonly struct DictionaryFormat : IProtobufFormat<Dictionary<string, int>>
{
    private const int TagSize = 1;
    private const uint Entry = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;

    public static int SizeOf(Dictionary<string, int> value)
    {
        int size = 0;
        foreach (KeyValuePair<string, int> entry in value)
        {
            size += Entries.SizeOfField(TagSize, entry);
        }

        return size;
    }

    public static void Write(CodedOutputStream output, Dictionary<string, int> value)
    {
        foreach (KeyValuePair<string, int> entry in value)
        {
            Entries.WriteField(output, Entry, entry);
        }
    }

    public static Dictionary<string, int> Read(CodedInputStream input, long end)
    {
        var entries = new Dictionary<string, int>();
        while (input.Position < end)
        {
            if (input.ReadTag() == Entry)
            {
                (string key, int value) = Entries.ReadField(input);
                entries[key] = value;
            }
            else
            {
                input.SkipLastField();
            }
        }

        return entries;
    }
}
