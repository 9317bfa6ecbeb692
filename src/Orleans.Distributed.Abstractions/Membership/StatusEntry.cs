namespace Orleans.Distributed.Membership;

/// <summary>A status that is set: for a process, within a scope.</summary>
[GenerateSerializer, Immutable, Alias("od.StatusEntry")]
internal sealed record StatusEntry([property: Id(0)] int Pid, [property: Id(1)] string Scope, [property: Id(2)] byte[] Status);
