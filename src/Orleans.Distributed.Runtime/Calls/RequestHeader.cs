using System.Buffers.Binary;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>What every request begins with.</summary>
/// <param name="Id">The number of the request at its sender. With the sender's pid it names a reference, when the request makes one.</param>
/// <param name="Caller">The pid of the sender.</param>
/// <param name="KnownSymbols">Up to which number the sender knows the receiver's types and functions.</param>
internal readonly record struct RequestHeader(long Id, int Caller, int KnownSymbols)
{
    public Rrid Reference => new(Caller, Id);

    public static RequestHeader Read(ref MessageReader reader) => new(reader.ReadFixed(), reader.ReadVarint32(), reader.ReadVarint32());

    /// <summary>
    /// Sets the number of a request that is encoded already: numbers are given in the order in which requests are sent, and
    /// encoding takes too long to happen under the lock that keeps that order.
    /// </summary>
    public static void SetId(Payload request, long id) => BinaryPrimitives.WriteInt64LittleEndian(request.Head(sizeof(long)), id);

    public void Write(MessageWriter writer)
    {
        writer.WriteFixed(Id);
        writer.WriteVarint(Caller);
        writer.WriteVarint(KnownSymbols);
    }
}
