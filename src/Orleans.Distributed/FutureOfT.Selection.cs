using Orleans.Distributed.Calls;
using Orleans.Distributed.Futures;

namespace Orleans.Distributed;

/// <content>Fetching a part of a value, and waiting for the value among other things.</content>
public sealed partial class Future<T>
{
    /// <summary>
    /// Waits for the value and returns what a function makes of it: <c>FetchAsync(matrix => matrix[2, 3])</c>. The function runs at
    /// the owner, so that only its result travels; here, when this process has the value already. The value stays where it is.
    /// </summary>
    /// <typeparam name="TResult">What the function returns.</typeparam>
    /// <param name="selector">The function. It must not change the value, which others read too.</param>
    /// <param name="cancellationToken">Gives up waiting. The function of the future runs on.</param>
    /// <returns>What <paramref name="selector"/> returned.</returns>
    /// <exception cref="RemoteException">The function of the future threw, or the selector did.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    /// <exception cref="InvalidOperationException">The value is gone, because every handle was released.</exception>
    public async Task<TResult> FetchAsync<TResult>(Func<T, TResult> selector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selector);
        StoredResult? known = Result;
        if (known is null)
        {
            ThrowIfDisposed();
        }

        Selection<TResult> selection = await _context.InvokeAsync(
            known is null ? Where : _context.Process.Pid, new FutureSelection<T, TResult>(Id, known, selector), cancellationToken).ConfigureAwait(false);

        // The owner keeps the value as long as this handle is in use.
        GC.KeepAlive(this);
        if (selection.Status == CallStatus.Gone && known is null && Result is not null)
        {
            // A fetch has ended meanwhile, and released the owner from keeping the value.
            return await FetchAsync(selector, cancellationToken).ConfigureAwait(false);
        }

        return selection switch
        {
            { Status: CallStatus.Value } => selection.Value!,
            { Fault: { } fault } => throw fault.ToException(_context.Codec.Values),
            _ => throw ReplyReader.Error(selection.Status, Id),
        };
    }

    /// <summary>
    /// The value of this future, as one of several things to wait for with
    /// <see cref="RemoteChannel.SelectAsync{TResult}(IEnumerable{SelectCase{TResult}}, CancellationToken)"/>.
    /// </summary>
    /// <typeparam name="TResult">What is made of the value.</typeparam>
    /// <param name="handler">What to make of the value, if this is the one that is chosen.</param>
    /// <returns>The case.</returns>
    public SelectCase<TResult> OnFetch<TResult>(Func<T, TResult> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new FetchCase<T, TResult>(this, handler);
    }
}
