namespace Engine.Tests.Placement;

[KeyPlacement]
public sealed class KeyPlacedGrain(ILocalSiloDetails silo) : PlacedGrain(silo), IKeyPlacedGrain;
