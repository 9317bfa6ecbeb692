namespace Orleans.Distributed.Futures;

/// <summary>The value of a future, as one of several things to wait for.</summary>
internal sealed class FetchCase<T, TResult>(Future<T> future, Func<T, TResult> handler) : SelectCase<TResult>
{
    internal override async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        await future.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal override async Task<Func<TResult>?> TryTakeAsync()
    {
        T value = await future.FetchAsync().ConfigureAwait(false);
        return () => handler(value);
    }
}
