using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Runtime.Placement;

namespace Orleans.Distributed.Placement;

/// <summary>Finds the silo of the process that a grain's key names: a pid, or a reference with its owner.</summary>
internal sealed class ProcessPlacementDirector(ProcessTable processes) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        int pid = PidOf(target.GrainIdentity);
        return processes.TryGetSilo(pid, out SiloAddress silo)
            ? Task.FromResult(silo)
            : Task.FromException<SiloAddress>(new ProcessExitedException(pid, processes.ExitOf(pid), CallOutcome.NotStarted));
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
