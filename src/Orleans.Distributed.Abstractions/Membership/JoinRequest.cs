namespace Orleans.Distributed.Membership;

/// <summary>What a process says of itself when it joins.</summary>
[GenerateSerializer, Immutable, Alias("od.JoinRequest")]
internal sealed record JoinRequest
{
    /// <summary>The pid that was reserved for it before its launch, or 0 when it has none and takes the next.</summary>
    [Id(0)]
    public int Pid { get; init; }

    [Id(1)]
    public required string Host { get; init; }

    [Id(2)]
    public int OsProcessId { get; init; }

    [Id(3)]
    public int Cores { get; init; }

    [Id(4)]
    public required string Silo { get; init; }

    /// <summary>The number of the last function recorded for processes that join that it has run; 0 for none.</summary>
    [Id(5)]
    public long PreparedThrough { get; init; }
}
