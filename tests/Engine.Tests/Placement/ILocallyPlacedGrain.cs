namespace Engine.Tests.Placement;

public interface ILocallyPlacedGrain : IPlacedGrain;
