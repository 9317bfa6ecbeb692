using Google.Protobuf;
using Lines = Orleans.Distributed.Benchmarks.Codec.Protobuf.ProtobufMessage<
    Orleans.Distributed.Benchmarks.Codec.OrderLine, Orleans.Distributed.Benchmarks.Codec.Protobuf.OrderLineFormat>;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { int64 number = 1; string customer = 2; sfixed64 at = 3; repeated OrderLine lines = 4; }</c></summary>
internal readonly struct OrderFormat : IProtobufFormat<Order>
{
    private const int TagSize = 1;
    private const uint Number = (1 << 3) | (uint)WireFormat.WireType.Varint;
    private const uint Customer = (2 << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint At = (3 << 3) | (uint)WireFormat.WireType.Fixed64;
    private const uint Line = (4 << 3) | (uint)WireFormat.WireType.LengthDelimited;

    public static int SizeOf(Order value)
    {
        int size = (value.Number == 0 ? 0 : TagSize + CodedOutputStream.ComputeInt64Size(value.Number))
            + (value.Customer.Length == 0 ? 0 : TagSize + CodedOutputStream.ComputeStringSize(value.Customer))
            + TagSize + sizeof(long);
        foreach (OrderLine line in value.Lines)
        {
            size += Lines.SizeOfField(TagSize, line);
        }

        return size;
    }

    public static void Write(CodedOutputStream output, Order value)
    {
        if (value.Number != 0)
        {
            output.WriteTag(Number);
            output.WriteInt64(value.Number);
        }

        if (value.Customer.Length != 0)
        {
            output.WriteTag(Customer);
            output.WriteString(value.Customer);
        }

        output.WriteTag(At);
        output.WriteSFixed64(value.At.ToBinary());
        foreach (OrderLine line in value.Lines)
        {
            Lines.WriteField(output, Line, line);
        }
    }

    public static Order Read(CodedInputStream input, long end)
    {
        var order = new Order();
        while (input.Position < end)
        {
            switch (input.ReadTag())
            {
                case Number:
                    order.Number = input.ReadInt64();
                    break;
                case Customer:
                    order.Customer = input.ReadString();
                    break;
                case At:
                    order.At = DateTime.FromBinary(input.ReadSFixed64());
                    break;
                case Line:
                    order.Lines.Add(Lines.ReadField(input));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return order;
    }
}
