namespace Engine.Tests.Deactivation;

public interface ILongLivedGrain : IIdleGrain;
