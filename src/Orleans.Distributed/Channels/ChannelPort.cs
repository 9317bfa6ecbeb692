using Orleans.Distributed.Calls;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Channels;

/// <summary>How a handle reaches its channel: at once in the own process, or through messages.</summary>
internal abstract class ChannelPort<T>
{
    /// <summary>Does an operation. What is given up while it waits is withdrawn; the answer says which of the two came first.</summary>
    public Task<ChannelResult<T>> OperateAsync(ChannelRequest<T> request, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return OperateCoreAsync(request, cancellationToken);
    }

    /// <inheritdoc cref="OperateAsync"/>
    protected abstract Task<ChannelResult<T>> OperateCoreAsync(ChannelRequest<T> request, CancellationToken cancellationToken);

    /// <summary>Whether an operation is answered only when it can be done, so that giving it up needs the owner's word.</summary>
    protected static bool Waits(ChannelOperation operation) => operation is ChannelOperation.Put or ChannelOperation.PutMany
        or ChannelOperation.Take or ChannelOperation.TakeMany or ChannelOperation.Fetch
        or ChannelOperation.WaitToPut or ChannelOperation.WaitToTake;

    /// <summary>
    /// An operation that waits, or only asks, ends with the call that this code runs for. What changes the channel at once does not: it
    /// would be done, and nobody would know.
    /// </summary>
    protected static LinkedCancellation Link(ChannelOperation operation, CancellationToken cancellationToken) =>
        Waits(operation) || operation is ChannelOperation.IsReady or ChannelOperation.IsOpen ? CallContext.LinkCancellation(cancellationToken) : new LinkedCancellation(null, cancellationToken);

    /// <summary>Whether an operation must not be given up once it is under way, because its answer brings or takes items.</summary>
    protected static bool IsAwaited(ChannelOperation operation) => operation is ChannelOperation.TryTake or ChannelOperation.PutBack;
}
