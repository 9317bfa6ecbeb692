namespace Orleans.Distributed;

/// <summary>Which processes of a cluster may talk to each other. The head may talk to every worker, and a process to itself, in all of them.</summary>
/// <remarks>A cluster has one topology at a time. It can change only while the head is alone.</remarks>
public enum Topology
{
    /// <summary>All with all: the default. Connections between workers are made when they are first needed, or at once (<c>AddProcsOptions.Lazy</c>).</summary>
    AllToAll = 0,

    /// <summary>The head with the workers, and no worker with another.</summary>
    MasterWorker = 1,

    /// <summary>Workers with those that they name, or that name them: see <see cref="WorkerConfig.Ident"/> and <see cref="WorkerConfig.ConnectIdents"/>.</summary>
    Custom = 2,
}
