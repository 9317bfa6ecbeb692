namespace Orleans.Distributed.Mapping;

/// <summary>Decides what becomes of items that failed, as the user's options say.</summary>
/// <remarks>Functions of the user that are not asynchronous are called one at a time.</remarks>
internal sealed class ItemFailures<TResult>(PMapOptions options, Lock callbacks, CancellationToken stopping) : IDisposable
{
    /// <summary>How many workers may die of one item.</summary>
    private const int MostDeaths = 3;

    private readonly PMapOptions<TResult>? _handlers = options as PMapOptions<TResult>;
    private readonly HashSet<ItemState> _states = [];

    /// <summary>Whether a failure of an item is the failure of the map, whatever it is.</summary>
    public bool AreFinal => options.RetryDelays is null && _handlers is not { OnError: not null } and not { OnErrorAsync: not null };

    /// <summary>Whether the items of workers that died are tried again.</summary>
    public bool RetriesExits => options.RetryOnProcessExit ?? (options.Idempotent || options.RetryDelays is not null);

    /// <summary>Decides on an item.</summary>
    /// <param name="item">What happened to it before; a failed attempt is added.</param>
    /// <param name="error">What the map would throw.</param>
    /// <param name="isAlone">Whether the worker had only this item.</param>
    /// <exception cref="OperationCanceledException">The map has ended meanwhile, and with it what the user's functions waited for.</exception>
    /// <exception cref="Exception">Whatever the user's functions throw that decide on retries.</exception>
    public async ValueTask<ItemVerdict<TResult>> JudgeAsync(ItemState item, Exception error, bool isAlone)
    {
        ItemVerdict<TResult> verdict = await DecideAsync(item, error, isAlone).ConfigureAwait(false);
        if (verdict.IsReplaced)
        {
            Forget(item);
        }

        return verdict;
    }

    /// <summary>The item is done, so nothing has to be known of it any more.</summary>
    public void Forget(ItemState item)
    {
        lock (callbacks)
        {
            if (_states.Remove(item))
            {
                item.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (ItemState state in _states)
        {
            try
            {
                state.Dispose();
            }
            catch (Exception)
            {
                // What is left is of a map that has failed or was given up, and that is what is told.
            }
        }
    }

    private async ValueTask<ItemVerdict<TResult>> DecideAsync(ItemState item, Exception error, bool isAlone)
    {
        item.Attempts++;

        // Whatever the user's function makes of it, it was the worker that died.
        bool isExit = error is ProcessExitedException;
        (bool isHandled, TResult result, error) = await HandleAsync(new PMapFailure(item.Index, item.Attempts, error), error).ConfigureAwait(false);
        if (isHandled)
        {
            return ItemVerdict<TResult>.Replace(result);
        }

        item.Deaths += isExit && isAlone ? 1 : 0;
        return NextDelay(item, isExit) is { } delay && await MayRetryAsync(new PMapFailure(item.Index, item.Attempts, error)).ConfigureAwait(false)
            ? ItemVerdict<TResult>.Again(delay)
            : ItemVerdict<TResult>.Fail(error);
    }

    /// <summary>How long to wait before the next attempt; <see langword="null"/> when there is to be none.</summary>
    private TimeSpan? NextDelay(ItemState item, bool isExit)
    {
        if (isExit && !RetriesExits)
        {
            return null;
        }

        if (isExit && (options.Idempotent || options.RetryDelays is null))
        {
            return item.Deaths < MostDeaths ? TimeSpan.Zero : null;
        }

        return options.RetryDelays is not null && TryNextDelay(item, out TimeSpan delay) ? delay : null;
    }

    private async ValueTask<(bool IsHandled, TResult Result, Exception Error)> HandleAsync(PMapFailure failure, Exception error)
    {
        try
        {
            if (_handlers?.OnErrorAsync is { } asynchronous)
            {
                return (true, await asynchronous(failure, stopping).ConfigureAwait(false), error);
            }

            if (_handlers?.OnError is { } handler)
            {
                lock (callbacks)
                {
                    return (true, handler(failure), error);
                }
            }
        }
        catch (Exception thrown) when (!(thrown is OperationCanceledException && stopping.IsCancellationRequested))
        {
            // One that is thrown on keeps what is known of where it came from.
            return (false, default!, thrown == failure.Original ? error : thrown);
        }

        return (false, default!, error);
    }

    private bool TryNextDelay(ItemState item, out TimeSpan delay)
    {
        lock (callbacks)
        {
            if (item.Delays is null)
            {
                item.Delays = options.RetryDelays!.GetEnumerator();
                _states.Add(item);
            }

            if (!item.Delays.MoveNext())
            {
                delay = default;
                return false;
            }

            delay = item.Delays.Current;
        }

        return delay >= TimeSpan.Zero && delay.TotalMilliseconds <= uint.MaxValue - 1
            ? true
            : throw new InvalidOperationException(
                $"RetryDelays gave the delay {delay}. A delay must not be negative, and not be longer than {TimeSpan.FromMilliseconds(uint.MaxValue - 1)}.");
    }

    private async ValueTask<bool> MayRetryAsync(PMapFailure failure)
    {
        if (options.RetryCheckAsync is { } asynchronous)
        {
            return await asynchronous(failure, stopping).ConfigureAwait(false);
        }

        if (options.RetryCheck is { } check)
        {
            lock (callbacks)
            {
                return check(failure);
            }
        }

        return true;
    }
}
