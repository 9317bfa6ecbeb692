using Orleans.Runtime.Placement;

namespace Engine.Tests.Placement;

public sealed class RequestPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        if (target.RequestContextData?.GetValueOrDefault(RequestPlacement.Key) is not int index)
        {
            throw new InvalidOperationException("the request names no silo");
        }

        return Task.FromResult(context.GetCompatibleSilos(target).Order().ElementAt(index));
    }
}
