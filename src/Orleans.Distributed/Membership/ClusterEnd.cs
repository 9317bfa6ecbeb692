namespace Orleans.Distributed.Membership;

/// <summary>Whether this process is leaving the cluster: what fails from then on, fails because of that, and its workers end with it.</summary>
internal sealed class ClusterEnd
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    public void Begin() => _hasBegun = true;

    /// <exception cref="ObjectDisposedException">It is, so nothing can join any more.</exception>
    public void ThrowIfBegun()
    {
        if (_hasBegun)
        {
            throw Errors.ClusterDisposed();
        }
    }
}
