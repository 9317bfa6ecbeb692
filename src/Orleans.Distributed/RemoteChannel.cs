using System.Threading.Channels;
using Orleans.Distributed.Channels;
using Orleans.Distributed.References;

namespace Orleans.Distributed;

/// <summary>A queue that one process owns and every process may put into and take from, first in, first out.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <remarks>
/// Julia's <c>RemoteChannel</c>. Items are copied on their way, except between the owner and itself. Operations of one
/// process on one channel reach the owner in the order in which they were started. A take that is cancelled, or
/// whose process dies while it waits, takes nothing.
/// </remarks>
public sealed class RemoteChannel<T> : RemoteReference, IHandle, IAsyncDisposable, IAsyncEnumerable<T>
{
    private readonly ChannelPort<T> _port;
    private readonly Claim _claim;

    internal RemoteChannel(HandleContext context, Claim claim, Rrid id, int where)
        : base(id, where)
    {
        _claim = claim;
        _port = where == context.Process.Pid ? new OwnChannelPort<T>(context, id) : new RemoteChannelPort<T>(context, id, where);
    }

    Claim IHandle.Claim => _claim;

    /// <summary>Appends an item; waits while the channel is full.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives up waiting; then the item is not in the channel.</param>
    /// <exception cref="ChannelClosedException">The channel is closed.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The item cannot be sent.</exception>
    public Task PutAsync(T item, CancellationToken cancellationToken = default) => Port.PutAsync(item, cancellationToken);

    /// <summary>Removes the oldest item and returns it; waits while there is none.</summary>
    /// <param name="cancellationToken">
    /// Gives up waiting. The task ends when the owner has confirmed that nothing was taken; an item that was on its way
    /// already is returned all the same.
    /// </param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<T> TakeAsync(CancellationToken cancellationToken = default) => Port.GetAsync(ChannelOperation.Take, cancellationToken);

    /// <summary>Returns the oldest item and leaves it where it is; waits while there is none.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<T> FetchAsync(CancellationToken cancellationToken = default) => Port.GetAsync(ChannelOperation.Fetch, cancellationToken);

    /// <summary>Appends an item if that is possible at once.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer; the item may have been appended.</param>
    /// <returns>Whether the item was appended; <see langword="false"/> when the channel is full.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> TryPutAsync(T item, CancellationToken cancellationToken = default) => Port.TryPutAsync(item, cancellationToken);

    /// <summary>Removes the oldest item if there is one.</summary>
    /// <param name="cancellationToken">Gives up before the owner is asked; once it was asked, its answer is waited for, so that no item is lost.</param>
    /// <returns>Whether there was an item, and the item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<(bool Taken, T? Item)> TryTakeAsync(CancellationToken cancellationToken = default) => Port.TryTakeAsync(cancellationToken);

    /// <summary>Whether an item can be taken at once. By the time the answer is here it may not be true any more.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="true"/> when there is an item, or somebody waits to put one.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken = default) => Port.AskAsync(ChannelOperation.IsReady, cancellationToken);

    /// <summary>Whether no item can be taken at once: the opposite of <see cref="IsReadyAsync"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="true"/> when there is no item.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken = default) =>
        !await Port.AskAsync(ChannelOperation.IsReady, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the channel takes items.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="false"/> once it was closed.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> IsOpenAsync(CancellationToken cancellationToken = default) => Port.AskAsync(ChannelOperation.IsOpen, cancellationToken);

    /// <summary>
    /// Closes the channel: it takes no more items, those that wait to put or to take get a
    /// <see cref="ChannelClosedException"/>, and items that are in it stay takeable. Closing twice does nothing.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task CloseAsync(CancellationToken cancellationToken = default) => Port.AskAsync(ChannelOperation.Close, cancellationToken);

    /// <summary>Takes items until the channel is closed and empty.</summary>
    /// <param name="cancellationToken">Ends the iteration; no item is lost.</param>
    /// <returns>The items.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            T item;
            try
            {
                item = await TakeAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                yield break;
            }

            yield return item;
        }
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

    /// <summary>Releases this process's claim on the channel. The handle cannot be used afterwards.</summary>
    /// <returns>A task that is done.</returns>
    public ValueTask DisposeAsync()
    {
        _claim.Dispose();
        return default;
    }

    private ChannelPort<T> Port => !_claim.IsReleased
        ? _port
        : throw new ObjectDisposedException(nameof(RemoteChannel<T>), $"This handle of the channel {Id} was disposed.");
}
