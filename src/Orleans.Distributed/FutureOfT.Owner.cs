using Orleans.Distributed.Calls;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed;

/// <content>Asking the owner.</content>
public sealed partial class Future<T>
{
    private async Task PutAtOwnerAsync(T value, CancellationToken cancellationToken)
    {
        if (IsOwn)
        {
            if (!(await FindOwnAsync().ConfigureAwait(false)).TrySet(new StoredValue<T>(value)))
            {
                throw Errors.FutureSetTwice(Id);
            }

            return;
        }

        Peer peer = _context.Peers.Get(Where);
        Payload request = _context.Codec.EncodeRequest<IFutureValue>(peer, new FutureValue<T>(value));
        PendingRequest pending = Send(peer, request, static (grain, put) => grain.Put(put));
        ReplyReader.Done(_context.Codec, peer, await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false), Id);
    }

    private async Task WaitForEndAsync()
    {
        Peer peer = _context.Peers.Get(Where);
        PendingRequest pending = Send(peer, _context.Codec.EncodeRequest(peer), static (grain, request) => grain.Wait(request));
        ReplyReader.Done(_context.Codec, peer, await pending.Task.ConfigureAwait(false), Id);
    }

    private async Task<StoredResult> FetchResultAsync()
    {
        StoredResult result;
        if (IsOwn)
        {
            result = await (await FindOwnAsync().ConfigureAwait(false)).WaitAsync().ConfigureAwait(false);
        }
        else
        {
            Peer peer = _context.Peers.Get(Where);
            PendingRequest pending = Send(peer, _context.Codec.EncodeRequest(peer), static (grain, request) => grain.Fetch(request));
            result = Read(peer, await pending.Task.ConfigureAwait(false));
        }

        Keep(result);
        return Result!;
    }

    private StoredResult Read(Peer peer, Payload reply)
    {
        CallStatus status = Messages.MessageCodec.ReadReply(peer, reply, out Payload body);
        return status switch
        {
            CallStatus.Value => new StoredValue<T>(_context.Codec.DecodeBody<T>(peer, body)),
            CallStatus.Fault => new StoredFault(_context.Codec.DecodeBody<RemoteFault>(peer, body)),
            _ => throw ReplyReader.Error(status, Id),
        };
    }

    private PendingRequest Send(Peer peer, Payload request, Func<IFutureGrain, Payload, Task<Payload>> method)
    {
        IFutureGrain grain = _context.Grains.GetGrain<IFutureGrain>(ReferenceKey.Format(Where, Id));
        return _context.Requests.Send(peer, null, request, (_, bytes) => method(grain, bytes));
    }

    private async ValueTask<FutureEntry> FindOwnAsync() =>
        await _context.Owned.FindAsync(Id).ConfigureAwait(false) as FutureEntry ?? throw Errors.ReferenceGone(Id);
}
