using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { string article = 1; int32 count = 2; double price = 3; }</c></summary>
internal readonly struct OrderLineFormat : IProtobufFormat<OrderLine>
{
    private const int TagSize = 1;
    private const uint Article = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint Count = (2 << 3) | (uint)WireFormat.WireType.Varint;
    private const uint Price = (3 << 3) | (uint)WireFormat.WireType.Fixed64;

    public static int SizeOf(OrderLine value) =>
        (value.Article.Length == 0 ? 0 : TagSize + CodedOutputStream.ComputeStringSize(value.Article))
        + (value.Count == 0 ? 0 : TagSize + CodedOutputStream.ComputeInt32Size(value.Count))
        + (value.Price == 0 ? 0 : TagSize + CodedOutputStream.ComputeDoubleSize(value.Price));

    public static void Write(CodedOutputStream output, OrderLine value)
    {
        if (value.Article.Length != 0)
        {
            output.WriteTag(Article);
            output.WriteString(value.Article);
        }

        if (value.Count != 0)
        {
            output.WriteTag(Count);
            output.WriteInt32(value.Count);
        }

        if (value.Price != 0)
        {
            output.WriteTag(Price);
            output.WriteDouble(value.Price);
        }
    }

    public static OrderLine Read(CodedInputStream input, long end)
    {
        var line = new OrderLine();
        while (input.Position < end)
        {
            switch (input.ReadTag())
            {
                case Article:
                    line.Article = input.ReadString();
                    break;
                case Count:
                    line.Count = input.ReadInt32();
                    break;
                case Price:
                    line.Price = input.ReadDouble();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return line;
    }
}
