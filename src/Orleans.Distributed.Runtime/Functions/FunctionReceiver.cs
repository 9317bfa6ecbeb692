using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Functions;

/// <summary>Takes in the functions that other processes send to call them here more than once.</summary>
internal sealed class FunctionReceiver(ReferenceTable references, PeerTable peers, MessageCodec codec)
{
    public void Keep(Payload request)
    {
        RequestHeader header = MessageCodec.ReadRequest(request, peers, out Peer? sender, out Payload body);
        if (sender is not null)
        {
            references.Add(new FunctionEntry(header.Reference, codec, sender, body));
        }
    }
}
