namespace Orleans.Distributed.Membership;

/// <summary>
/// The engine's own fence: it closes when the head was not heard of for nearly as long as the head waits before it declares this
/// process dead, and is kept by threads that user code cannot hold up.
/// </summary>
internal sealed class ProcessLease(SiloNode node) : IProcessLease
{
    public bool IsValid => node.Fence.IsOpen;

    public void Start()
    {
    }

    public void Stop()
    {
    }
}
