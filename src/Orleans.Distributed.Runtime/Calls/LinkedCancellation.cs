namespace Orleans.Distributed.Calls;

/// <summary>A token that is cancelled for one of several reasons. See <see cref="CallContext.LinkCancellation"/>.</summary>
internal readonly struct LinkedCancellation(CancellationTokenSource? source, CancellationToken token) : IDisposable
{
    public CancellationToken Token => token;

    public void Dispose() => source?.Dispose();
}
