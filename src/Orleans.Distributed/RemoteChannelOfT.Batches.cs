using System.Threading.Channels;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <content>Several items in one message.</content>
public sealed partial class RemoteChannel<T>
{
    /// <summary>Appends items in their order, many in one message; waits while the channel is full.</summary>
    /// <param name="items">The items. They are enumerated as they are sent, some thousand at a time.</param>
    /// <param name="cancellationToken">
    /// Gives up waiting. Then a prefix of the items is in the channel: <see cref="RemoteChannel.PutCount"/> in the exception's data says
    /// how many.
    /// </param>
    /// <exception cref="ChannelClosedException">
    /// The channel is closed, or was meanwhile. A prefix of the items is in it: see <see cref="RemoteChannel.PutCount"/>.
    /// </exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    /// <exception cref="Serialization.UnsendableValueException">An item cannot be sent. A prefix of the items before it is in the channel.</exception>
    public async Task PutManyAsync(IEnumerable<T> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ThrowIfDisposed();
        int put = 0;
        try
        {
            foreach (T[] batch in items.Chunk(ChannelBatch.SizeFor<T>()))
            {
                ChannelResult<T> result = await OperateAsync(new(ChannelOperation.PutMany) { Items = batch }, cancellationToken).ConfigureAwait(false);
                put += result.Count;
                Done(result, cancellationToken);
                put += batch.Length;
            }
        }
        catch (Exception e)
        {
            e.Data[PutCount] = put;
            throw;
        }
    }

    /// <summary>Removes the oldest items, as many as there are, in one message; waits while there is none.</summary>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Gives up waiting; then nothing was taken, or what was taken is returned all the same.</param>
    /// <returns>At least one item, in order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is less than 1.</exception>
    /// <exception cref="ChannelClosedException">The channel is closed and empty.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<IReadOnlyList<T>> TakeManyAsync(int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return Items(await OperateAsync(new(ChannelOperation.TakeMany) { Number = max }, cancellationToken).ConfigureAwait(false), cancellationToken);
    }

    /// <summary>Takes items, one at a time, until the channel is closed and empty.</summary>
    /// <param name="cancellationToken">Ends the iteration; no item is lost.</param>
    /// <returns>The items. A channel that was closed with a reason ends the iteration with a <see cref="ChannelClosedException"/>.</returns>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Enumerate(1, cancellationToken);

    /// <summary>
    /// Takes items until the channel is closed and empty, and asks for the next ones ahead. Items that were taken ahead and not used when
    /// the iteration ends, in whatever way, go back to the front of the channel; those of a process that dies are lost with it.
    /// </summary>
    /// <param name="credit">
    /// How many items may be on their way or wait in this process. 1 is the same as iterating the channel itself.
    /// </param>
    /// <returns>The items. A channel that was closed with a reason ends the iteration with a <see cref="ChannelClosedException"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="credit"/> is less than 1.</exception>
    public IAsyncEnumerable<T> ReadAllAsync(int credit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(credit, 1);
        return new PrefetchedItems<T>(cancellationToken => Enumerate(credit, cancellationToken));
    }

    private async IAsyncEnumerator<T> Enumerate(int credit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var taken = new Queue<T>();
        Task<ChannelResult<T>>? taking = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (taking is null && taken.Count <= credit / 2)
                {
                    taking = OperateAsync(new(ChannelOperation.TakeMany) { Number = credit - taken.Count }, stop.Token);
                }

                if (taken.Count == 0)
                {
                    // What went wrong with a request that was made ahead shows when its items are needed, not before.
                    ChannelResult<T> result = await taking!.ConfigureAwait(false);
                    taking = null;
                    if (result is { Status: CallStatus.Closed, Fault: null })
                    {
                        yield break;
                    }

                    Keep(taken, Items(result, cancellationToken));
                }

                yield return taken.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await PutBackAsync(taken, taking).ConfigureAwait(false);
        }
    }

    /// <summary>Gives back what was taken ahead, and what a request that is still under way brings.</summary>
    private async Task PutBackAsync(Queue<T> taken, Task<ChannelResult<T>>? taking)
    {
        try
        {
            if (taking is not null && await taking.ConfigureAwait(false) is { Status: CallStatus.Value } last)
            {
                Keep(taken, last.Items!);
            }
        }
        catch (Exception)
        {
            // It brings nothing, whatever went wrong; whoever iterated has seen its error, or does not want to any more.
        }

        if (taken.Count > 0)
        {
            try
            {
                await PutBackAsync([.. taken]).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ProcessExitedException or InvalidOperationException or OperationCanceledException)
            {
                // The channel is gone, and all that was in it; or this thread is being torn out of the function.
            }
        }
    }

    /// <summary>Not through the handle, which may be disposed: as long as the channel is there, the items belong there.</summary>
    private Task<ChannelResult<T>> PutBackAsync(T[] items)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return _port.OperateAsync(new(ChannelOperation.PutBack) { Items = items }, CancellationToken.None);
    }

    private static void Keep(Queue<T> taken, IReadOnlyList<T> items)
    {
        foreach (T item in items)
        {
            taken.Enqueue(item);
        }
    }

    private T[] Items(in ChannelResult<T> result, CancellationToken cancellationToken) =>
        result.Status == CallStatus.Value ? result.Items! : throw ChannelErrors.Of(result, Id, _context.Codec.Values, cancellationToken);
}
