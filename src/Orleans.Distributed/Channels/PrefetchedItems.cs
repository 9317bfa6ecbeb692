namespace Orleans.Distributed.Channels;

/// <summary>A channel as a sequence that is read ahead.</summary>
internal sealed class PrefetchedItems<T>(Func<CancellationToken, IAsyncEnumerator<T>> enumerate) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => enumerate(cancellationToken);
}
