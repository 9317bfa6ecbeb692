namespace Orleans.Distributed;

/// <summary>
/// The topology of the cluster does not let this process talk to another one. Nothing was sent. A remote caller sees it inside a
/// <see cref="RemoteException"/>.
/// </summary>
public sealed class TopologyException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="pid">The process that cannot be talked to.</param>
    /// <param name="from">The process that wanted to.</param>
    /// <param name="topology">The topology of the cluster.</param>
    public TopologyException(int pid, int from, Topology topology)
        : base(FormattableString.Invariant(
            $"peer {pid} is not connected to {from}. Topology : {topology}. Let process 1 make the call, or start the workers with a topology that links the two."))
    {
        Pid = pid;
        From = from;
        Topology = topology;
    }

    /// <summary>The process that cannot be talked to.</summary>
    public int Pid { get; }

    /// <summary>The process that wanted to.</summary>
    public int From { get; }

    /// <summary>The topology of the cluster.</summary>
    public Topology Topology { get; }
}
