using Orleans.Distributed.Calls;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Channels;

/// <summary>A channel of <typeparamref name="T"/> at its owner.</summary>
internal sealed class ChannelEntry<T>(Rrid id, ChannelBacking<T> backing, LocalProcess process, ProcessTable processes) : ChannelEntry(id)
{
    private readonly HashSet<int> _boundTo = [];

    public ChannelBacking<T> Backing => backing;

    public Task<ChannelResult<T>> OperateAsync(in ChannelRequest<T> request, OperationKey key)
    {
        switch (request.Operation)
        {
            case ChannelOperation.Bind:
                Bind(request.Number);
                return Task.FromResult<ChannelResult<T>>(CallStatus.Done);
            default:
                return backing.OperateAsync(request, key);
        }
    }

    public override ValueTask<Payload> OperateAsync(
        ChannelOperation operation, Peer caller, OperationKey key, Payload body, MessageCodec codec)
    {
        Task<ChannelResult<T>> operating = OperateAsync(Decode(operation, caller, body, codec), key);
        return operating.IsCompletedSuccessfully
            ? new(Encode(operating.Result, caller, codec))
            : Await(operating, caller, codec);

        static async ValueTask<Payload> Await(Task<ChannelResult<T>> operation, Peer caller, MessageCodec codec) =>
            Encode(await operation, caller, codec);
    }

    public override void Withdraw(OperationKey key) => backing.Withdraw(key);

    public override ReferenceInfo Describe()
    {
        ChannelState state = backing.Look();
        return new ReferenceInfo(
            Id,
            ReferenceKind.Channel,
            typeof(T).ToString(),
            Holders.ToArray(),
            Holders.TransferCount,
            state.IsReady,
            !state.IsOpen,
            state.Count,
            state.Waiting,
            state.Bytes);
    }

    public override void OnProcessExited(int pid)
    {
        backing.WithdrawAll(pid);
        lock (_boundTo)
        {
            if (!_boundTo.Contains(pid))
            {
                return;
            }
        }

        var exited = new ProcessExitedException(pid, processes.ExitOf(pid), CallOutcome.MayHaveRun);
        backing.Close(RemoteFault.Capture(process.Pid, exited));
    }

    public override void OnOwnerExited(ProcessExitedException exited) => backing.Release();

    public override void OnReleased()
    {
        base.OnReleased();
        backing.Release();
    }

    private void Bind(int pid)
    {
        lock (_boundTo)
        {
            _boundTo.Add(pid);
        }

        // Looked at only now: either this sees that it is gone, or the word of its end sees the binding.
        if (processes.IsGone(pid))
        {
            OnProcessExited(pid);
        }
    }

    private static ChannelRequest<T> Decode(ChannelOperation operation, Peer caller, Payload body, MessageCodec codec)
    {
        switch (operation)
        {
            case ChannelOperation.Put or ChannelOperation.TryPut:
                return new ChannelRequest<T>(operation) { Item = codec.DecodeBody<T>(caller, body) };
            case ChannelOperation.PutMany:
                return new ChannelRequest<T>(operation) { Items = codec.DecodeBody<T[]>(caller, body) };
            case ChannelOperation.PutBack:
                // One that cannot go back is lost. Nobody has seen it, and nobody waits who could be told.
                return new ChannelRequest<T>(operation) { Items = codec.DecodeItems<T>(caller, body, out _) };
            case ChannelOperation.TakeMany or ChannelOperation.Bind:
                return new ChannelRequest<T>(operation) { Number = codec.DecodeBody<int>(caller, body) };
            case ChannelOperation.Close when !body.IsEmpty:
                return new ChannelRequest<T>(operation) { Reason = codec.DecodeBody<RemoteFault>(caller, body) };
            default:
                return new ChannelRequest<T>(operation);
        }
    }

    private static Payload Encode(in ChannelResult<T> result, Peer caller, MessageCodec codec)
    {
        try
        {
            return result switch
            {
                { Status: CallStatus.Value, Items: { } items } => codec.EncodeItemsReply(caller, items),
                { Status: CallStatus.Value } => codec.EncodeValueReply(caller, result.Item),
                { Status: CallStatus.Fault, Fault: { } fault, Count: > 0 } =>
                    codec.EncodeReply(CallStatus.PartFault, caller, new ChannelEnd(result.Count, fault)),
                { Status: CallStatus.Fault, Fault: { } fault } => codec.EncodeFaultReply(caller, fault),
                { Count: > 0 } or { Fault: not null } =>
                    codec.EncodeReply(result.Status, caller, new ChannelEnd(result.Count, result.Fault)),
                _ => MessageCodec.EncodeReply(result.Status),
            };
        }
        finally
        {
            result.HandOver?.Delivered();
        }
    }
}
