namespace Engine.Tests.Placement;

public interface IRequestPlacedGrain : IPlacedGrain;
