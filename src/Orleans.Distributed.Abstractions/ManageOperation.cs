namespace Orleans.Distributed;

/// <summary>What happens to a worker: see <see cref="IClusterManager.ManageAsync"/>.</summary>
public enum ManageOperation
{
    /// <summary>It has joined. The call that adds it waits for this operation, within its join timeout.</summary>
    Register = 1,

    /// <summary>The head interrupts what it runs. That is done already: a manager has nothing to do unless it wants to know.</summary>
    Interrupt = 2,

    /// <summary>It has left the cluster: removed, or dead. Its process may still be there. Comes only after <see cref="Register"/>.</summary>
    Deregister = 3,

    /// <summary>Its process has ended, and nothing will be asked for it any more.</summary>
    Finalize = 4,
}
