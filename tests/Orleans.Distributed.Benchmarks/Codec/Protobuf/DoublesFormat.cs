using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { repeated double values = 1; }</c></summary>
internal readonly struct DoublesFormat : IProtobufFormat<double[]>
{
    private const int TagSize = 1;
    private const uint Values = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;

    public static int SizeOf(double[] value)
    {
        int size = value.Length * sizeof(double);
        return TagSize + CodedOutputStream.ComputeLengthSize(size) + size;
    }

    public static void Write(CodedOutputStream output, double[] value)
    {
        output.WriteTag(Values);
        output.WriteLength(value.Length * sizeof(double));
        foreach (double one in value)
        {
            output.WriteDouble(one);
        }
    }

    public static double[] Read(CodedInputStream input, long end)
    {
        double[] values = [];
        while (input.Position < end)
        {
            if (input.ReadTag() != Values)
            {
                input.SkipLastField();
                continue;
            }

            // They may come in several pieces.
            int read = values.Length;
            Array.Resize(ref values, read + (input.ReadLength() / sizeof(double)));
            for (; read < values.Length; read++)
            {
                values[read] = input.ReadDouble();
            }
        }

        return values;
    }
}
