namespace Engine.Tests.Placement;

[RequestPlacement]
public sealed class RequestPlacedGrain(ILocalSiloDetails silo) : PlacedGrain(silo), IRequestPlacedGrain;
