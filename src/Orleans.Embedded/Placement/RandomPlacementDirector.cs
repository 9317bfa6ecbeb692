namespace Orleans.Runtime.Placement;

internal sealed class RandomPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(Random.Shared.GetItems(context.GetCompatibleSilos(target), 1)[0]);
}
