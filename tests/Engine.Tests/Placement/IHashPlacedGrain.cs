namespace Engine.Tests.Placement;

public interface IHashPlacedGrain : IPlacedGrain;
