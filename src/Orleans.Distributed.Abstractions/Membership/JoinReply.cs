namespace Orleans.Distributed.Membership;

/// <summary>The answer to a <see cref="JoinRequest"/>: the pid, and the cluster as it is with the new process in it.</summary>
[GenerateSerializer, Immutable, Alias("od.JoinReply")]
internal sealed record JoinReply([property: Id(0)] int Pid, [property: Id(1)] MembershipSnapshot Snapshot)
{
    /// <summary>
    /// The process is not in the cluster yet: first it has to run what was recorded for processes that join. The pid is its own from now on.
    /// </summary>
    [Id(2)]
    public bool MustPrepare { get; init; }
}
