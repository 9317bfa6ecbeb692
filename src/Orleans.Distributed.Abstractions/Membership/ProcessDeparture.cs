namespace Orleans.Distributed.Membership;

/// <summary>That a process left, and how.</summary>
[GenerateSerializer, Immutable, Alias("od.ProcessDeparture")]
internal sealed record ProcessDeparture([property: Id(0)] int Pid, [property: Id(1)] ProcessExit Exit)
{
    /// <summary>Whether it had joined; set by the cluster manager grain. A process that fails to start departs, too.</summary>
    [Id(2)]
    public bool HadJoined { get; init; }
}
