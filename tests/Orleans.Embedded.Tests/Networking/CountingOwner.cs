namespace Orleans.Embedded.Tests.Networking;

/// <summary>Counts how often it was told that its bytes are not needed any more.</summary>
internal sealed class CountingOwner : IDisposable
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => Interlocked.Increment(ref _count);
}
