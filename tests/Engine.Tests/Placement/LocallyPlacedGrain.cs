using Orleans.Placement;

namespace Engine.Tests.Placement;

[PreferLocalPlacement]
public sealed class LocallyPlacedGrain(ILocalSiloDetails silo) : PlacedGrain(silo), ILocallyPlacedGrain;
