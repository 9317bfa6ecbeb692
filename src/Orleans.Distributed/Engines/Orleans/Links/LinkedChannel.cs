using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Links;

/// <summary>The way to a channel, over the link to its owner.</summary>
internal sealed class LinkedChannel(ProcessLinks links, int where, Rrid id, IChannelMessages plain) : IChannelMessages
{
    public Task<Payload> Operate(Payload request) =>
        links.GetToSend(where)?.AskAsync(LinkMessageKind.Operate, request, id.Whence, id.Id) ?? plain.Operate(request);

    // The caller is who sends on the link.
    public Task Withdraw(int caller, long operationId) =>
        links.GetToSend(where)?.TellAsync(new(LinkMessageKind.Withdraw, operationId, id.Whence, id.Id, default))
            ?? plain.Withdraw(caller, operationId);
}
