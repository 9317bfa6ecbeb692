namespace Orleans.Distributed.Membership;

/// <summary>Who may talk to whom, as the cluster manager grain keeps it.</summary>
[GenerateSerializer, Immutable, Alias("od.TopologyState")]
internal sealed record TopologyState
{
    /// <summary>What holds while nobody has asked for anything else.</summary>
    public static readonly TopologyState Default = new();

    [Id(0)]
    public Topology Topology { get; init; }

    /// <summary>Whether workers that may talk to each other connect only when they first do. True in a cluster that is all to all and not eager.</summary>
    [Id(1)]
    public bool Lazy { get; init; } = true;

    /// <summary>The places of the processes in a custom topology.</summary>
    [Id(2)]
    public ProcessIdent[] Idents { get; init; } = [];
}
