using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>How a handle reaches its channel: at once in the own process, or through messages.</summary>
internal abstract class ChannelPort<T>
{
    public abstract Task PutAsync(T item, CancellationToken cancellationToken);

    public abstract Task<bool> TryPutAsync(T item, CancellationToken cancellationToken);

    /// <summary>Takes or fetches.</summary>
    public abstract Task<T> GetAsync(ChannelOperation operation, CancellationToken cancellationToken);

    public abstract Task<(bool Taken, T? Item)> TryTakeAsync(CancellationToken cancellationToken);

    /// <summary>Does an operation that is answered with yes or no.</summary>
    public abstract Task<bool> AskAsync(ChannelOperation operation, CancellationToken cancellationToken);

    /// <summary>The item of a result; throws what the result says went wrong.</summary>
    protected static T Item(ChannelResult<T> result, Rrid id, CancellationToken cancellationToken)
    {
        ThrowIfWithdrawn(result.Status, cancellationToken);
        return result.Status == CallStatus.Value ? result.Item! : throw ReplyReader.Error(result.Status, id);
    }

    /// <summary>Whether a result says done; throws what it says went wrong.</summary>
    protected static bool Done(CallStatus status, Rrid id, CancellationToken cancellationToken)
    {
        ThrowIfWithdrawn(status, cancellationToken);
        return status switch
        {
            CallStatus.Done => true,
            CallStatus.Refused => false,
            _ => throw ReplyReader.Error(status, id),
        };
    }

    private static void ThrowIfWithdrawn(CallStatus status, CancellationToken cancellationToken)
    {
        if (status == CallStatus.Withdrawn)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
