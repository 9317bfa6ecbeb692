using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Calls;

/// <summary>Failures of functions that this process called and does not wait for.</summary>
internal sealed class UnobservedErrors(PeerTable peers, MessageCodec codec, UserCodeScheduler scheduler)
{
    /// <summary>Raised on a thread for user code.</summary>
    public event Action<string, RemoteException>? Raised;

    /// <summary>Takes a failure that another process reports.</summary>
    public void Raise(int pid, string function, byte[] error)
    {
        if (peers.GetSender(pid) is not { } sender || MessageCodec.ReadReply(sender, error, out ReadOnlyMemory<byte> body) != CallStatus.Fault)
        {
            return;
        }

        Raise(function, codec.DecodeBody<RemoteFault>(sender, body));
    }

    /// <summary>Takes a failure, of this or another process.</summary>
    public void Raise(string function, RemoteFault fault) =>
        scheduler.Queue(_ => Raised?.Invoke(function, fault.ToRemoteException(codec.Values)), null);
}
