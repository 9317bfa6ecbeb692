namespace Orleans.Distributed;

/// <summary>A failure of one item of a parallel map, for those who decide what becomes of the item.</summary>
public sealed class PMapFailure
{
    internal PMapFailure(long index, int attempt, Exception error)
    {
        Index = index;
        Attempt = attempt;
        Error = error;
    }

    /// <summary>The item's place in the source, from 0.</summary>
    public long Index { get; }

    /// <summary>Which attempt failed, from 1.</summary>
    public int Attempt { get; }

    /// <summary>
    /// What the map would throw: a <see cref="RemoteException"/> for what the function threw, a <see cref="ProcessExitedException"/>
    /// when a worker died, a <see cref="Serialization.UnsendableValueException"/> for an item that cannot be sent.
    /// </summary>
    public Exception Error { get; }

    /// <summary>What the function threw, where it could be rebuilt in this process; otherwise the same as <see cref="Error"/>.</summary>
    public Exception Original => Error is RemoteException { InnerException: { } original } ? original : Error;
}
