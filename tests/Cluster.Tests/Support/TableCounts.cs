using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;

namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>How much a process keeps for the calls and references of itself and of others.</summary>
internal sealed record TableCounts(int Owned, int Handles, int Pending, int Running)
{
    /// <summary>Nothing is left. The call that asks is running meanwhile.</summary>
    public bool IsEmpty => (Owned, Handles, Pending) == (0, 0, 0) && Running <= 1;

    /// <summary>The counts of the process that this runs in, after a collection.</summary>
    public static TableCounts Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        IServiceProvider services = CallContext.Current!.Services;
        return new TableCounts(
            services.GetRequiredService<ReferenceTable>().Count,
            services.GetRequiredService<HandleTable>().Count,
            services.GetRequiredService<PeerTable>().All.Sum(peer => peer.PendingCount),
            services.GetRequiredService<CallExecutor>().RunningCount);
    }
}
