using Orleans.Distributed.Membership;
using Orleans.Runtime.Placement;

namespace Orleans.Distributed.Placement;

/// <summary>
/// Finds the head's silo: the one that this process was told to join through, or that process 1 is at. Where there is no head any
/// more, or none was named, it is the silo that was started first, on which all silos agree.
/// </summary>
internal sealed class HeadPlacementDirector(LocalProcess process, ProcessTable processes) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        SiloAddress? head = process.HeadSilo ?? (processes.TryGetSilo(1, out SiloAddress first) ? first : null);
        return Task.FromResult(head is not null && silos.Contains(head) ? head : silos.Min(SiloAge.Comparer)!);
    }
}
