namespace Orleans.Distributed.Membership;

/// <summary>Whether this process may be sure that the others still count it alive.</summary>
/// <remarks>
/// The others declare a process dead after <see cref="DistributedOptions.FailureDetection"/> of silence. One that was stopped
/// or cut off for so long must not run functions that were sent to it meanwhile, nor go on with those that had begun: their callers
/// were told that it is dead.
/// </remarks>
internal interface IProcessLease
{
    /// <summary>Whether functions may start, and go on, now.</summary>
    bool IsValid { get; }

    /// <summary>Begins to renew the lease, once the process has joined.</summary>
    void Start();

    /// <summary>Ends the renewal.</summary>
    void Stop();
}
