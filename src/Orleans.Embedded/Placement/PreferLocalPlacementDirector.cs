namespace Orleans.Runtime.Placement;

internal sealed class PreferLocalPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        return Task.FromResult(context.LocalSiloStatus == SiloStatus.Active && silos.Contains(context.LocalSilo)
            ? context.LocalSilo
            : Random.Shared.GetItems(silos, 1)[0]);
    }
}
