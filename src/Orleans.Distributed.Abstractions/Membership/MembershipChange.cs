namespace Orleans.Distributed.Membership;

/// <summary>What a version of the membership differs in from an earlier one. It costs the same to send in a large cluster.</summary>
[GenerateSerializer, Immutable, Alias("od.MembershipChange")]
internal sealed record MembershipChange
{
    /// <summary>The version that it builds on. Whoever knows an older one has missed something.</summary>
    [Id(0)]
    public required long From { get; init; }

    [Id(1)]
    public required long Version { get; init; }

    /// <inheritdoc cref="MembershipSnapshot.NextPid"/>
    [Id(2)]
    public required int NextPid { get; init; }

    /// <inheritdoc cref="MembershipSnapshot.GoneThrough"/>
    [Id(3)]
    public required int GoneThrough { get; init; }

    /// <summary>The processes that have joined, or that something has changed of, by ascending pid.</summary>
    [Id(4)]
    public ProcessInfo[] Alive { get; init; } = [];

    /// <summary>The processes that have left.</summary>
    [Id(5)]
    public ProcessDeparture[] Departed { get; init; } = [];

    /// <summary>Who may talk to whom; <see langword="null"/> when that is as before.</summary>
    [Id(6)]
    public TopologyState? Topology { get; init; }

    /// <summary>Nothing new: only asks whether a version is known.</summary>
    public static MembershipChange NothingSince(MembershipSnapshot snapshot) => Between(snapshot, snapshot);

    public static MembershipChange Between(MembershipSnapshot before, MembershipSnapshot after)
    {
        Dictionary<int, ProcessInfo> known = before.Alive.ToDictionary(p => p.Pid);
        HashSet<int> gone = [.. before.Departed.Select(d => d.Pid)];
        List<ProcessDeparture> departed = [.. after.Departed.Where(d => !gone.Contains(d.Pid))];

        // One that left with more others than are remembered has no record.
        HashSet<int> recorded = [.. after.Departed.Select(d => d.Pid), .. after.Alive.Select(p => p.Pid)];
        departed.AddRange(before.Alive.Where(p => !recorded.Contains(p.Pid)).Select(p => new ProcessDeparture(p.Pid, new ProcessExit()) { HadJoined = true }));
        return new MembershipChange
        {
            From = before.Version,
            Version = after.Version,
            NextPid = after.NextPid,
            GoneThrough = after.GoneThrough,
            Alive = [.. after.Alive.Where(p => known.GetValueOrDefault(p.Pid) != p)],
            Departed = [.. departed],
            Topology = ReferenceEquals(before.Topology, after.Topology) ? null : after.Topology,
        };
    }
}
