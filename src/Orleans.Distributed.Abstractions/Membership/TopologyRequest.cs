namespace Orleans.Distributed.Membership;

/// <summary>What whoever adds workers wants of the topology. What is not said stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("od.TopologyRequest")]
internal sealed record TopologyRequest
{
    public static readonly TopologyRequest Nothing = new();

    [Id(0)]
    public Topology? Topology { get; init; }

    [Id(1)]
    public bool? Lazy { get; init; }

    /// <summary>The places of the new workers, in their order; <see langword="null"/> when their manager says them, or nobody.</summary>
    [Id(2)]
    public WorkerIdent[]? Idents { get; init; }
}
