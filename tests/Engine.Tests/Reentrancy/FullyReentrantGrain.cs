namespace Engine.Tests.Reentrancy;

[Reentrant]
public sealed class FullyReentrantGrain : ReentrancyGrain, IFullyReentrantGrain;
