namespace Engine.Tests.Placement;

public interface IKeyPlacedGrain : IPlacedGrain;
