using System.Threading.Channels;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>A queue that one process owns and every process may put into and take from, first in, first out.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <remarks>
/// Julia's <c>RemoteChannel</c>. Items are copied on their way, except between the owner and itself. Operations of one
/// process on one channel reach the owner in the order in which they were started. A take that is cancelled, or
/// whose process dies while it waits, takes nothing.
/// </remarks>
public sealed partial class RemoteChannel<T> : RemoteChannel, IAsyncEnumerable<T>
{
    private readonly HandleContext _context;
    private readonly ChannelPort<T> _port;

    internal RemoteChannel(HandleContext context, Claim claim, Rrid id, int where)
        : base(claim, id, where)
    {
        _context = context;
        _port = where == context.Process.Pid ? new OwnChannelPort<T>(context, id) : new RemoteChannelPort<T>(context, id, where);
    }

    /// <inheritdoc/>
    public override Type ItemType => typeof(T);

    /// <summary>Appends an item; waits while the channel is full.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">
    /// Gives up waiting. When that comes in time the item is not in the channel; otherwise the put ends well.
    /// </param>
    /// <returns>
    /// A task that ends when the item is in the channel. With capacity 0: when somebody has taken it, and its bytes if that was another
    /// process; so the item may be changed then.
    /// </returns>
    /// <exception cref="ChannelClosedException">The channel is closed; the inner exception is the reason, if there is one.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The item cannot be sent.</exception>
    public async Task PutAsync(T item, CancellationToken cancellationToken = default) =>
        Done(await OperateAsync(new(ChannelOperation.Put) { Item = item }, cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Removes the oldest item and returns it; waits while there is none.</summary>
    /// <param name="cancellationToken">
    /// Gives up waiting. The task ends when the owner has confirmed that nothing was taken; an item that was on its way
    /// already is returned all the same.
    /// </param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">
    /// The channel is closed and empty; the inner exception is the reason, if there is one.
    /// </exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<T> TakeAsync(CancellationToken cancellationToken = default) =>
        Item(await OperateAsync(new(ChannelOperation.Take), cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Returns the oldest item and leaves it where it is; waits while there is none.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="InvalidOperationException">The channel has no buffer (capacity 0), so there is nothing to look at.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<T> FetchAsync(CancellationToken cancellationToken = default) =>
        Item(await OperateAsync(new(ChannelOperation.Fetch), cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Appends an item if that is possible at once.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer; the item may have been appended.</param>
    /// <returns>Whether the item was appended; <see langword="false"/> when the channel is full.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<bool> TryPutAsync(T item, CancellationToken cancellationToken = default) =>
        Done(await OperateAsync(new(ChannelOperation.TryPut) { Item = item }, cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>Removes the oldest item if there is one.</summary>
    /// <param name="cancellationToken">Gives up before the owner is asked; once it was asked, its answer is waited for, so that no item is lost.</param>
    /// <returns>Whether there was an item, and the item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<(bool Taken, T? Item)> TryTakeAsync(CancellationToken cancellationToken = default)
    {
        ChannelResult<T> result = await OperateAsync(new(ChannelOperation.TryTake), cancellationToken).ConfigureAwait(false);
        return result.Status == CallStatus.Refused ? (false, default) : (true, Item(result, cancellationToken));
    }

    /// <inheritdoc/>
    public override async Task CloseAsync(Exception? reason, CancellationToken cancellationToken = default)
    {
        RemoteFault? fault = reason is null ? null : RemoteFault.Capture(_context.Process.Pid, reason);
        Done(await OperateAsync(new(ChannelOperation.Close) { Reason = fault }, cancellationToken).ConfigureAwait(false), cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task BindToAsync(int pid, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1);
        if (!_context.Processes.IsAlive(pid) && !_context.Processes.IsGone(pid))
        {
            throw new ProcessExitedException(pid, _context.Processes.ExitOf(pid), CallOutcome.NotStarted);
        }

        Done(await OperateAsync(new(ChannelOperation.Bind) { Number = pid }, cancellationToken).ConfigureAwait(false), cancellationToken);
    }

    /// <summary>
    /// A view of the channel as a <see cref="ChannelReader{T}"/>. <see cref="ChannelReader{T}.WaitToReadAsync"/> takes one item and
    /// keeps it in the view until it is read; a view that is given up with an item in it loses that item.
    /// </summary>
    /// <returns>A new view.</returns>
    public ChannelReader<T> AsReader() => new RemoteChannelReader<T>(this);

    /// <summary>
    /// A view of the channel as a <see cref="ChannelWriter{T}"/>. <see cref="ChannelWriter{T}.TryWrite"/> sends an item when the
    /// one before was put; a failure shows at the next call. Completing the view closes the channel after that.
    /// </summary>
    /// <returns>A new view.</returns>
    public ChannelWriter<T> AsWriter() => new RemoteChannelWriter<T>(this);

    private protected override async Task<bool> AskAsync(ChannelOperation operation, CancellationToken cancellationToken)
    {
        ChannelResult<T> result = await OperateAsync(new(operation), cancellationToken).ConfigureAwait(false);
        return (result is not { Status: CallStatus.Closed, Fault: null }) && Done(result, cancellationToken);
    }

    private Task<ChannelResult<T>> OperateAsync(in ChannelRequest<T> request, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        ThrowIfDisposed();
        return _port.OperateAsync(request, cancellationToken);
    }

    /// <summary>The item of a result; throws what the result says went wrong.</summary>
    private T Item(in ChannelResult<T> result, CancellationToken cancellationToken) =>
        result.Status == CallStatus.Value ? result.Item! : throw ChannelErrors.Of(result, Id, _context.Codec.Values, cancellationToken);

    /// <summary>Whether a result says done; throws what it says went wrong.</summary>
    private bool Done(in ChannelResult<T> result, CancellationToken cancellationToken) => result.Status switch
    {
        CallStatus.Done => true,
        CallStatus.Refused => false,
        _ => throw ChannelErrors.Of(result, Id, _context.Codec.Values, cancellationToken),
    };
}
