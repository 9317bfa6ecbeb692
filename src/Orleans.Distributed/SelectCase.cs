namespace Orleans.Distributed;

/// <summary>
/// One of several things to wait for with
/// <see cref="RemoteChannel.SelectAsync{TResult}(IEnumerable{SelectCase{TResult}}, CancellationToken)"/>: made by <see cref="RemoteChannel{T}.OnTake"/>
/// and <see cref="Future{T}.OnFetch"/>.
/// </summary>
/// <typeparam name="TResult">What is made of what was taken.</typeparam>
public abstract class SelectCase<TResult>
{
    private protected SelectCase()
    {
    }

    /// <summary>Waits until it can be had. False when it never will be, and that is no failure.</summary>
    internal abstract Task<bool> WaitAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes it, if it is still there. What is made of it runs afterwards, when the others were given up: null when it was not there.
    /// </summary>
    internal abstract Task<Func<TResult>?> TryTakeAsync();
}
