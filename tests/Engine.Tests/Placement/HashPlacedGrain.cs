using Orleans.Placement;

namespace Engine.Tests.Placement;

[HashBasedPlacement]
public sealed class HashPlacedGrain(ILocalSiloDetails silo) : PlacedGrain(silo), IHashPlacedGrain;
