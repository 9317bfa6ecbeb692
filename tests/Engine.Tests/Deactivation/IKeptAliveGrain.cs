namespace Engine.Tests.Deactivation;

public interface IKeptAliveGrain : IIdleGrain;
