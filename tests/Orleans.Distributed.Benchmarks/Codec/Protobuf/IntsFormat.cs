using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { repeated int32 values = 1; }</c></summary>
internal readonly struct IntsFormat : IProtobufFormat<int[]>
{
    private const int TagSize = 1;
    private const uint Values = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;

    public static int SizeOf(int[] value)
    {
        int size = SizeOfValues(value);
        return TagSize + CodedOutputStream.ComputeLengthSize(size) + size;
    }

    public static void Write(CodedOutputStream output, int[] value)
    {
        output.WriteTag(Values);
        output.WriteLength(SizeOfValues(value));
        foreach (int one in value)
        {
            output.WriteInt32(one);
        }
    }

    public static int[] Read(CodedInputStream input, long end)
    {
        var values = new List<int>();
        while (input.Position < end)
        {
            if (input.ReadTag() != Values)
            {
                input.SkipLastField();
                continue;
            }

            int length = input.ReadLength();
            for (long last = input.Position + length; input.Position < last;)
            {
                values.Add(input.ReadInt32());
            }
        }

        return [.. values];
    }

    private static int SizeOfValues(int[] value)
    {
        int size = 0;
        foreach (int one in value)
        {
            size += CodedOutputStream.ComputeInt32Size(one);
        }

        return size;
    }
}
