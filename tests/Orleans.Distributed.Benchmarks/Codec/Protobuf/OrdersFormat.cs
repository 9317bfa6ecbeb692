using Google.Protobuf;
using Orders = Orleans.Distributed.Benchmarks.Codec.Protobuf.ProtobufMessage<
    Orleans.Distributed.Benchmarks.Codec.Order, Orleans.Distributed.Benchmarks.Codec.Protobuf.OrderFormat>;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary><c>message { repeated Order orders = 1; }</c></summary>
internal readonly struct OrdersFormat : IProtobufFormat<List<Order>>
{
    private const int TagSize = 1;
    private const uint Order = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;

    public static int SizeOf(List<Order> value)
    {
        int size = 0;
        foreach (Order order in value)
        {
            size += Orders.SizeOfField(TagSize, order);
        }

        return size;
    }

    public static void Write(CodedOutputStream output, List<Order> value)
    {
        foreach (Order order in value)
        {
            Orders.WriteField(output, Order, order);
        }
    }

    public static List<Order> Read(CodedInputStream input, long end)
    {
        var orders = new List<Order>();
        while (input.Position < end)
        {
            if (input.ReadTag() == Order)
            {
                orders.Add(Orders.ReadField(input));
            }
            else
            {
                input.SkipLastField();
            }
        }

        return orders;
    }
}
