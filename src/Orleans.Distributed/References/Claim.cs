namespace Orleans.Distributed.References;

/// <summary>
/// This process's claim on a reference: held by its handle, given up when it is disposed, or when the handle is not used any
/// more and the garbage collector finds it.
/// </summary>
internal sealed class Claim(HandleTable handles, Rrid id, int where) : IDisposable
{
    private int _released;

    ~Claim()
    {
        Release();
        handles.Forget(id, Registration);
    }

    public bool IsReleased => Volatile.Read(ref _released) != 0;

    /// <summary>The handle's entry in the table of live handles, once it has one.</summary>
    public WeakReference<RemoteReference>? Registration { get; set; }

    /// <summary>A claim of which the owner was never told, and need not be.</summary>
    public static Claim None(HandleTable handles, Rrid id, int where) => new(handles, id, where) { _released = 1 };

    public void Dispose()
    {
        Release();
        if (Registration is null)
        {
            GC.SuppressFinalize(this);
        }
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            handles.Release(id, where, Registration);
        }
    }
}
