using Microsoft.Extensions.Logging;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>Failures of functions that this process called and does not wait for.</summary>
internal sealed partial class UnobservedErrors(
    PeerTable peers, MessageCodec codec, UserCodeScheduler scheduler, ILogger<UnobservedErrors> logger)
{
    /// <summary>Raised on a thread for user code.</summary>
    public event Action<string, RemoteException>? Raised;

    /// <summary>Takes a failure that another process reports. It was logged there.</summary>
    public void Raise(int pid, string function, Payload error)
    {
        if (peers.GetSender(pid) is not { } sender || MessageCodec.ReadReply(sender, error, out Payload body) != CallStatus.Fault)
        {
            return;
        }

        Raise(function, codec.DecodeBody<RemoteFault>(sender, body));
    }

    /// <summary>Takes a failure of a function that ran in this process, and logs it.</summary>
    public void Report(string function, RemoteFault fault)
    {
        LogUnobserved(function, fault.Error.TypeName, fault.Error.Message, fault.Error.StackTrace);
        Raise(function, fault);
    }

    private void Raise(string function, RemoteFault fault) => scheduler.Queue(
        _ =>
        {
            try
            {
                Raised?.Invoke(function, fault.ToRemoteException(codec.Values));
            }
            catch (Exception e)
            {
                // A handler that fails must not end the process, as it would from a thread of its own.
                LogHandlerFailed(e, function);
            }
        },
        null);

    [LoggerMessage(12, LogLevel.Error, "{Function}, called by this process itself, failed, and nobody waits for it: {Type}: {Message}\n{Stack}")]
    private partial void LogUnobserved(string function, string type, string message, string? stack);

    [LoggerMessage(13, LogLevel.Error, "A handler of UnobservedRemoteError failed when it was told of {Function}.")]
    private partial void LogHandlerFailed(Exception exception, string function);
}
