namespace Orleans.Distributed.Membership;

/// <summary>The processes of the cluster at one version of its membership. Versions grow by one with each change.</summary>
[GenerateSerializer, Immutable, Alias("od.MembershipSnapshot")]
internal sealed record MembershipSnapshot
{
    public static readonly MembershipSnapshot Empty = new();

    [Id(0)]
    public long Version { get; init; }

    /// <summary>The lowest pid that was not given away yet. A lower pid that is not alive has exited.</summary>
    [Id(1)]
    public int NextPid { get; init; } = 1;

    /// <summary>The processes that are alive, by ascending pid.</summary>
    [Id(2)]
    public ProcessInfo[] Alive { get; init; } = [];

    /// <summary>How processes ended, the latest last. Bounded: of a process that ended long ago only its absence is known.</summary>
    [Id(3)]
    public ProcessDeparture[] Departed { get; init; } = [];

    /// <summary>Processes with this pid or a lower one that are not alive have left, also those that <see cref="Departed"/> has forgotten.</summary>
    [Id(4)]
    public int GoneThrough { get; init; }

    /// <summary>Who may talk to whom.</summary>
    [Id(20)]
    public TopologyState Topology { get; init; } = TopologyState.Default;
}
