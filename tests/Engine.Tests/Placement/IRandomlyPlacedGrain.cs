namespace Engine.Tests.Placement;

public interface IRandomlyPlacedGrain : IPlacedGrain;
