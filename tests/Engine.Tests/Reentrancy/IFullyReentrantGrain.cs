namespace Engine.Tests.Reentrancy;

public interface IFullyReentrantGrain : IReentrancyGrain;
