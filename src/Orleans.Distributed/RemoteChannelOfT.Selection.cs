using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;

namespace Orleans.Distributed;

/// <content>Fetching a part of an item, and waiting for an item among other things.</content>
public sealed partial class RemoteChannel<T>
{
    /// <summary>
    /// Returns what a function makes of the oldest item, which stays where it is: <c>FetchAsync(matrix => matrix[2, 3])</c>. The function
    /// runs at the owner, so that only its result travels. Waits while there is no item.
    /// </summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="selector">The function. It must not change the item.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What <paramref name="selector"/> returned.</returns>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="System.Threading.Channels.ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="InvalidOperationException">The channel has no buffer (capacity 0), so there is nothing to look at.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<TResult> FetchAsync<TResult>(Func<T, TResult> selector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ThrowIfDisposed();
        Selection<TResult> selection = await _context
            .InvokeAsync(Where, new ChannelSelection<T, TResult>(Id, selector), cancellationToken).ConfigureAwait(false);

        // The owner keeps the channel as long as this handle is in use.
        GC.KeepAlive(this);
        return selection.Status == CallStatus.Value
            ? selection.Value!
            : throw ChannelErrors.Of(
                new ChannelResult<T>(selection.Status) { Fault = selection.Fault }, Id, _context.Codec.Values, cancellationToken);
    }

    /// <summary>
    /// Taking an item of this channel, as one of several things to wait for with
    /// <see cref="RemoteChannel.SelectAsync{TResult}(IEnumerable{SelectCase{TResult}}, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="TResult">What is made of the item.</typeparam>
    /// <param name="handler">What to make of the item, if this is the one that is chosen.</param>
    /// <returns>The case.</returns>
    public SelectCase<TResult> OnTake<TResult>(Func<T, TResult> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new TakeCase<T, TResult>(this, handler);
    }
}
