using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Runtime.Placement;

namespace Orleans.Distributed.Placement;

/// <summary>Finds the silo of the process that a grain's key names: a pid, or a reference with its owner.</summary>
internal sealed class ProcessPlacementDirector(ProcessTable processes, TimeProvider time) : IPlacementDirector
{
    /// <summary>How long a process that has its pid may take until this one hears that it has joined.</summary>
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(5);

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        int pid = PidOf(target.GrainIdentity);
        return processes.TryGetSilo(pid, out SiloAddress silo) ? Task.FromResult(silo) : WaitAsync(pid);
    }

    /// <summary>Something spoke of a process that this one does not know: it may have joined this very moment.</summary>
    private async Task<SiloAddress> WaitAsync(int pid)
    {
        if (!processes.IsGone(pid))
        {
            using var patience = new CancellationTokenSource(JoinPatience, time);
            try
            {
                await processes.WaitAsync(_ => processes.IsAlive(pid) || processes.IsGone(pid), patience.Token);
            }
            catch (OperationCanceledException)
            {
                // It has not joined; answered below.
            }
        }

        return processes.TryGetSilo(pid, out SiloAddress silo)
            ? silo
            : throw new ProcessExitedException(pid, processes.ExitOf(pid), CallOutcome.NotStarted);
    }

    /// <summary>The process that a grain's key names.</summary>
    public static int PidOf(GrainId grain)
    {
        if (grain.TryGetIntegerKey(out long key, out _))
        {
            return checked((int)key);
        }

        return ReferenceKey.TryParse(grain.Key.ToString(), out int where, out _)
            ? where
            : throw new ArgumentException($"The grain key '{grain}' names no process. Expected a pid, or 'where:whence.id'.");
    }
}
