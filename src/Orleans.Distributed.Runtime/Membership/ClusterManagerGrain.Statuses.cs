namespace Orleans.Distributed.Membership;

internal sealed partial class ClusterManagerGrain
{
    public async Task<bool> SetStatus(int pid, string scope, byte[]? status)
    {
        if (!IsKnown(pid))
        {
            return false;
        }

        await Save(state.State.Statuses.With(pid, scope, status));
        return true;
    }

    public Task<StatusReply> GetStatus(int pid, string scope) => Task.FromResult(
        IsKnown(pid) ? new StatusReply(true, state.State.Statuses.Find(pid, scope)) : new StatusReply(false, null));

    public Task ForgetStatuses(int pid)
    {
        StatusBoard before = state.State.Statuses;
        StatusBoard after = before.Without(pid);
        return after.Entries.Length == before.Entries.Length && after.Leaving.Length == before.Leaving.Length
            ? Task.CompletedTask
            : Save(after);
    }

    private bool IsKnown(int pid) => Snapshot.Alive.Any(p => p.Pid == pid) || state.State.Statuses.Leaving.Contains(pid);

    /// <summary>
    /// The statuses without those that go with a departure. Where there is a head, it deletes them when its callbacks for the exit
    /// have read them.
    /// </summary>
    private static StatusBoard AfterDeparture(StatusBoard statuses, int[] pids, bool hasHead) => hasHead
        ? statuses.WithLeaving(pids)
        : pids.Aggregate(statuses, static (board, pid) => board.Without(pid));

    private async Task Save(StatusBoard statuses)
    {
        StatusBoard before = state.State.Statuses;
        state.State.Statuses = statuses;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State.Statuses = before;
            throw;
        }
    }
}
