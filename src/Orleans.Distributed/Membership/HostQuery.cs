namespace Orleans.Distributed.Membership;

/// <summary>On which machine each process runs.</summary>
internal sealed class HostQuery(ProcessTable processes, MembershipAgreement agreement)
{
    /// <summary>The machines of all processes, those that are asked for among them.</summary>
    /// <exception cref="ArgumentException">One that is asked for does not exist.</exception>
    public async Task<IReadOnlyDictionary<int, string>> OfAllAsync(int[] pids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!pids.All(processes.IsAlive))
        {
            // It may have joined so lately that this process was not told yet.
            await agreement.RefreshAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        Dictionary<int, string> hosts = processes.View.Processes.ToDictionary(p => p.Key, p => p.Value.Info.Host);
        foreach (int pid in pids)
        {
            if (!hosts.ContainsKey(pid))
            {
                throw new ArgumentException($"There is no process {pid}. The processes are {string.Join(", ", hosts.Keys.Order())}.", nameof(pids));
            }
        }

        return hosts;
    }
}
