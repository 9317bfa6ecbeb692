using Orleans.Concurrency;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Placement;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Futures;

/// <summary>A future, at its owner, for the other processes.</summary>
/// <remarks>
/// The value lies in the <see cref="ReferenceTable"/>, so that a future which nobody asks for costs no activation, and one whose
/// value was taken leaves none behind.
/// </remarks>
[Reentrant, ProcessPlacement]
internal sealed class FutureGrain(LocalProcess process, ReferenceTable references, PeerTable peers, MessageCodec codec) : Grain, IFutureGrain
{
    private Rrid _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        return ReferenceKey.TryParse(key, out _, out _id)
            ? Task.CompletedTask
            : throw new ArgumentException($"The key '{key}' names no reference. Expected 'where:whence.id'.");
    }

    public Task<Payload> Fetch(Payload request) => WaitAsync(request, static (codec, caller, result) => result.Encode(codec, caller));

    public Task<Payload> Wait(Payload request) => WaitAsync(request, static (codec, caller, result) => result.EncodeEnd(codec, caller));

    public async Task<Payload> IsReady(Payload request)
    {
        MessageCodec.ReadRequest(request, peers, out _, out _);
        ReferenceEntry? entry = await references.FindAsync(_id);
        DeactivateOnIdle();
        return MessageCodec.EncodeReply(entry switch
        {
            FutureEntry { IsReady: true } => CallStatus.Done,
            FutureEntry => CallStatus.Refused,
            _ => CallStatus.Gone,
        });
    }

    public async Task<Payload> Put(Payload request)
    {
        MessageCodec.ReadRequest(request, peers, out Peer? caller, out Payload body);
        if (caller is null)
        {
            return MessageCodec.EncodeReply(CallStatus.Gone);
        }

        if (await references.FindAsync(_id) is not FutureEntry future)
        {
            codec.Refuse(caller, body);
            DeactivateOnIdle();
            return MessageCodec.EncodeReply(CallStatus.Gone);
        }

        try
        {
            StoredResult value = codec.DecodeBody<IFutureValue>(caller, body).ToResult();
            return MessageCodec.EncodeReply(future.TrySet(value) ? CallStatus.Done : CallStatus.SetTwice);
        }
        catch (Exception e)
        {
            // The value could not be read. That is the putter's to know.
            return codec.EncodeFaultReply(caller, RemoteFault.Capture(process.Pid, e));
        }
        finally
        {
            DeactivateOnIdle();
        }
    }

    private async Task<Payload> WaitAsync(Payload request, Func<MessageCodec, Peer, StoredResult, Payload> answer)
    {
        MessageCodec.ReadRequest(request, peers, out Peer? caller, out _);
        if (caller is null || await references.FindAsync(_id) is not FutureEntry future)
        {
            DeactivateOnIdle();
            return MessageCodec.EncodeReply(CallStatus.Gone);
        }

        Payload reply = answer(codec, caller, await future.WaitAsync());

        // The entry keeps the value for those who come later; this activation has nothing to keep.
        DeactivateOnIdle();
        return reply;
    }
}
