namespace Orleans.Distributed.Membership;

/// <summary>The place of a process in a custom topology.</summary>
[GenerateSerializer, Immutable, Alias("od.ProcessIdent")]
internal sealed record ProcessIdent([property: Id(0)] int Pid, [property: Id(1)] string? Ident, [property: Id(2)] string[] ConnectIdents)
{
    public static ProcessIdent Of(int pid, WorkerIdent ident) => new(pid, ident.Ident, [.. ident.ConnectIdents]);
}
