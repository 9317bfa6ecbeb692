using System.Threading.Channels;

namespace Orleans.Distributed;

/// <summary>
/// What stands behind a remote channel, for those who make their own: a priority queue, a set, something with a store of its own.
/// A factory makes it at the process that will own it (<c>RemoteChannel.CreateAsync</c>), and it stays there.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <remarks>
/// Operations begin one after another, in the order in which each process started them, on a thread for user code, and must not block
/// it; many may be waiting at once, and go on on any thread. An operation whose token is cancelled ends with an <see cref="OperationCanceledException"/> and has then
/// done nothing; one that is done all the same says so by ending well: no item is lost between the two. A channel
/// that hands an item from a put to a take must complete the take first: when the put has ended, whoever put may change the item. When the last
/// handle is gone the channel is closed, and disposed if it is <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>.
/// </remarks>
public interface IRemoteChannel<T>
{
    /// <summary>Whether an item can be taken at once.</summary>
    bool IsReady { get; }

    /// <summary>Whether the channel takes items.</summary>
    bool IsOpen { get; }

    /// <summary>Appends an item; waits while there is no room.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Cancelled when whoever puts gives up, or is dead.</param>
    /// <returns>A task that ends when the item is in, or was handed over.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed; the inner exception is the reason.</exception>
    ValueTask PutAsync(T item, CancellationToken cancellationToken);

    /// <summary>Removes the next item; waits while there is none.</summary>
    /// <param name="cancellationToken">Cancelled when whoever takes gives up, or is dead.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty; the inner exception is the reason.</exception>
    ValueTask<T> TakeAsync(CancellationToken cancellationToken);

    /// <summary>Returns the next item and leaves it where it is; waits while there is none.</summary>
    /// <param name="cancellationToken">Cancelled when whoever looks gives up, or is dead.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty; the inner exception is the reason.</exception>
    /// <exception cref="NotSupportedException">Items of this channel can be taken, and not looked at.</exception>
    ValueTask<T> FetchAsync(CancellationToken cancellationToken);

    /// <summary>Takes no more items; those that are in it can still be taken. Closing again does nothing.</summary>
    /// <param name="reason">Why, for those who meet the end; <see langword="null"/> when it is an ordinary end.</param>
    void Close(Exception? reason);

    /// <summary>Appends an item if that is possible at once.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Whether it was appended.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed.</exception>
    async ValueTask<bool> TryPutAsync(T item)
    {
        using var atOnce = new CancellationTokenSource();
        ValueTask putting = PutAsync(item, atOnce.Token);
        if (!putting.IsCompleted)
        {
            await atOnce.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            await putting.ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (atOnce.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Removes the next item if there is one.</summary>
    /// <returns>Whether there was one, and the item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    async ValueTask<(bool Taken, T? Item)> TryTakeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        ValueTask<T> taking = TakeAsync(atOnce.Token);
        if (!taking.IsCompleted)
        {
            await atOnce.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            return (true, await taking.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (atOnce.IsCancellationRequested)
        {
            return (false, default);
        }
    }

    /// <summary>Waits until an item can be taken. By default it looks at the next item.</summary>
    /// <param name="cancellationToken">Cancelled when whoever waits gives up, or is dead.</param>
    /// <returns>A task that ends when there is an item.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    async ValueTask WaitToTakeAsync(CancellationToken cancellationToken) => await FetchAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Waits until there is room for an item. By default there always is.</summary>
    /// <param name="cancellationToken">Cancelled when whoever waits gives up, or is dead.</param>
    /// <returns>A task that ends when there is room.</returns>
    /// <exception cref="ChannelClosedException">The channel is closed.</exception>
    ValueTask WaitToPutAsync(CancellationToken cancellationToken) => IsOpen ? default : throw new ChannelClosedException();
}
