namespace Orleans.Distributed.Membership;

/// <summary>The statuses of the processes. Immutable: a change makes a new one.</summary>
[GenerateSerializer, Immutable, Alias("od.StatusBoard")]
internal sealed record StatusBoard
{
    [Id(0)]
    public StatusEntry[] Entries { get; init; } = [];

    /// <summary>Processes that have left and whose statuses may still be read, since the callbacks for their exit have not ended.</summary>
    [Id(1)]
    public int[] Leaving { get; init; } = [];

    public byte[]? Find(int pid, string scope) => Entries.FirstOrDefault(e => e.Pid == pid && e.Scope == scope)?.Status;

    /// <summary>Sets a status, or takes it away when it is <see langword="null"/>.</summary>
    public StatusBoard With(int pid, string scope, byte[]? status)
    {
        IEnumerable<StatusEntry> others = Entries.Where(e => e.Pid != pid || e.Scope != scope);
        return this with { Entries = status is null ? [.. others] : [.. others, new StatusEntry(pid, scope, status)] };
    }

    public StatusBoard WithLeaving(IEnumerable<int> pids) => this with { Leaving = [.. Leaving.Union(pids)] };

    /// <summary>Forgets a process that has fully gone.</summary>
    public StatusBoard Without(int pid) => new()
    {
        Entries = [.. Entries.Where(e => e.Pid != pid)],
        Leaving = [.. Leaving.Where(p => p != pid)],
    };
}
