using Orleans.Placement;

namespace Engine.Tests.Placement;

[RandomPlacement]
public sealed class RandomlyPlacedGrain(ILocalSiloDetails silo) : PlacedGrain(silo), IRandomlyPlacedGrain;
