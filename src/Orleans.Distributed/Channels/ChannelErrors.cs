using System.Threading.Channels;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Channels;

/// <summary>Turns results of channel operations that are no success into exceptions.</summary>
internal static class ChannelErrors
{
    public static Exception Of<T>(in ChannelResult<T> result, Rrid id, ValueCodec codec, CancellationToken cancellationToken)
    {
        Exception error = result.Status switch
        {
            CallStatus.Withdrawn when cancellationToken.IsCancellationRequested => new OperationCanceledException(cancellationToken),
            CallStatus.Withdrawn when CallContext.RunningCall is { Cancellation: { IsCancellationRequested: true } given } =>
                new OperationCanceledException(given),
            CallStatus.Closed when result.Fault is { } reason => Closed(id, reason.ToCause(codec)),
            CallStatus.Fault when result.Fault is { } fault => fault.ToException(codec),
            CallStatus.NotSupported => new InvalidOperationException(
                $"The channel {id} has no buffer: its items go from hand to hand and can be taken, but not looked at. "
                + "Take the item, or make the channel with a capacity."),
            _ => ReplyReader.Error(result.Status, id),
        };
        if (result.Count > 0)
        {
            error.Data[RemoteChannel.PutCount] = result.Count;
        }

        return error;
    }

    private static ChannelClosedException Closed(Rrid id, Exception reason) =>
        new($"The channel {id} was closed, for this reason: {reason.Message}", reason);
}
