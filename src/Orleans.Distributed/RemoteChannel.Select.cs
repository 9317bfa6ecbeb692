using System.Threading.Channels;
using Orleans.Distributed.Channels;

namespace Orleans.Distributed;

/// <content>Waiting for the first of several.</content>
public abstract partial class RemoteChannel
{
    /// <summary>Takes an item from one of several channels: whichever has one first. Nothing is taken from the others.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="channels">The channels, at least one. Among several that have an item, any may be chosen.</param>
    /// <param name="cancellationToken">Gives up waiting. An item that was taken already is returned all the same.</param>
    /// <returns>The index of the channel, and the item.</returns>
    /// <exception cref="ArgumentException">There is no channel, or one is <see langword="null"/>.</exception>
    /// <exception cref="ChannelClosedException">
    /// All are closed and empty, or one was closed with a reason and is empty. Channels that were closed without one are passed over.
    /// </exception>
    /// <exception cref="ProcessExitedException">The owner of one is gone.</exception>
    public static Task<(int Index, T Item)> SelectAsync<T>(IEnumerable<RemoteChannel<T>> channels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channels);
        return SelectAsync(
            channels.Select((channel, index) => channel?.OnTake(item => (index, item))!), cancellationToken);
    }

    /// <summary>
    /// Does exactly one of several things, whichever is possible first: takes an item from a channel, or fetches a future that is done.
    /// Nothing is taken from the others.
    /// </summary>
    /// <typeparam name="TResult">What the cases make of what they get.</typeparam>
    /// <param name="cases">
    /// The cases, at least one: <c>[channel.OnTake(x => ...), future.OnFetch(y => ...)]</c>. Among several that are possible, any may be
    /// chosen.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting. What was taken already is returned all the same.</param>
    /// <returns>What the function of the chosen case returned. It runs here.</returns>
    /// <exception cref="ArgumentException">There is no case, or one is <see langword="null"/>.</exception>
    /// <exception cref="ChannelClosedException">
    /// All channels are closed and empty, or one was closed with a reason and is empty. Channels that were closed without one are passed
    /// over.
    /// </exception>
    /// <exception cref="ProcessExitedException">The owner of one is gone.</exception>
    /// <exception cref="RemoteException">A future has failed.</exception>
    public static Task<TResult> SelectAsync<TResult>(IEnumerable<SelectCase<TResult>> cases, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        SelectCase<TResult>[] all = [.. cases];
        if (all.Length == 0)
        {
            throw new ArgumentException("There is nothing to wait for.", nameof(cases));
        }

        return Array.IndexOf(all, null) is var missing and >= 0
            ? throw new ArgumentException($"The case at index {missing} is null.", nameof(cases))
            : ChannelSelector.SelectAsync(all, cancellationToken);
    }
}
