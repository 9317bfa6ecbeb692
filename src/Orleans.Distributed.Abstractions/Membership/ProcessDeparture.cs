namespace Orleans.Distributed.Membership;

/// <summary>That a process left, and how.</summary>
[GenerateSerializer, Immutable, Alias("od.ProcessDeparture")]
internal sealed record ProcessDeparture([property: Id(0)] int Pid, [property: Id(1)] ProcessExit Exit);
