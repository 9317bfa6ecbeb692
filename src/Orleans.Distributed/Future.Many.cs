using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <content>Waiting for several futures.</content>
public abstract partial class Future
{
    /// <summary>The futures, each when its function has ended or its value was put: the first to be done comes first.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="futures">The futures. One that is listed twice comes twice.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>
    /// The futures themselves, those that failed, or whose owner died, among them: fetching says which. No value has moved yet.
    /// </returns>
    /// <exception cref="ArgumentException">One of the futures is <see langword="null"/>.</exception>
    public static IAsyncEnumerable<Future<T>> AsCompleted<T>(IEnumerable<Future<T>> futures, CancellationToken cancellationToken = default) =>
        WhenEachAsync(Checked(futures), cancellationToken);

    /// <inheritdoc cref="AsCompleted{T}(IEnumerable{Future{T}}, CancellationToken)"/>
    public static IAsyncEnumerable<Future> AsCompleted(IEnumerable<Future> futures, CancellationToken cancellationToken = default) =>
        WhenEachAsync(Checked(futures), cancellationToken);

    /// <summary>Waits until all are done. The values stay where they are.</summary>
    /// <param name="futures">The futures.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AggregateException">Some have failed: all failures, in the order of the futures.</exception>
    public static async Task WaitAllAsync(IEnumerable<Future> futures, CancellationToken cancellationToken = default)
    {
        CancellationToken surrounding = CallContext.RunningCall?.Cancellation ?? CancellationToken.None;
        var failures = new List<Exception>();
        foreach (Task waiting in Checked(futures).Select(future => future.WaitAsync(cancellationToken)).ToArray())
        {
            try
            {
                await waiting.ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        surrounding.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            throw new AggregateException($"{failures.Count} futures have failed.", failures);
        }
    }

    /// <summary>Waits until one is done, with a value or a failure. The value stays where it is.</summary>
    /// <typeparam name="TFuture">The kind of the futures.</typeparam>
    /// <param name="futures">The futures, at least one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The first that is done.</returns>
    /// <exception cref="ArgumentException">There is no future, or one of them is <see langword="null"/>.</exception>
    public static async Task<TFuture> WaitAnyAsync<TFuture>(IEnumerable<TFuture> futures, CancellationToken cancellationToken = default)
        where TFuture : Future
    {
        TFuture[] all = Checked(futures);
        if (all.Length == 0)
        {
            throw new ArgumentException("There is no future to wait for.", nameof(futures));
        }

        await foreach (TFuture first in WhenEachAsync(all, cancellationToken).ConfigureAwait(false))
        {
            return first;
        }

        throw new InvalidOperationException("None of the futures came.");
    }

    /// <summary>Fetches all values.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="futures">The futures.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The values, in the order of the futures.</returns>
    /// <exception cref="RemoteException">A function threw: the first failure in the order of the futures, when all are done.</exception>
    /// <exception cref="ProcessExitedException">An owner is gone.</exception>
    public static Task<T[]> FetchAllAsync<T>(IEnumerable<Future<T>> futures, CancellationToken cancellationToken = default) =>
        Task.WhenAll(Checked(futures).Select(future => future.FetchAsync(cancellationToken)).ToArray());

    private static TFuture[] Checked<TFuture>(IEnumerable<TFuture> futures)
        where TFuture : Future
    {
        ArgumentNullException.ThrowIfNull(futures);
        TFuture[] all = [.. futures];
        return Array.IndexOf(all, null) is var missing and >= 0
            ? throw new ArgumentException($"The future at index {missing} is null.", nameof(futures))
            : all;
    }

    private static async IAsyncEnumerable<TFuture> WhenEachAsync<TFuture>(
        TFuture[] futures, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TFuture : Future
    {
        // A wait ends with the call that it is made in. That does not make its future one that is done.
        CancellationToken surrounding = CallContext.RunningCall?.Cancellation ?? CancellationToken.None;

        // Those who stop looking leave no wait behind.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Task<TFuture>[] waiting = [.. futures.Select(future => DoneAsync(future, stop.Token))];
            await foreach (Task<TFuture> done in Task.WhenEach(waiting).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                surrounding.ThrowIfCancellationRequested();
                yield return await done.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task<TFuture> DoneAsync<TFuture>(TFuture future, CancellationToken cancellationToken)
        where TFuture : Future
    {
        await future.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return future;
    }
}
