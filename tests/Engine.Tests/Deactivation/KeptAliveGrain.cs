namespace Engine.Tests.Deactivation;

[KeepAlive]
public sealed class KeptAliveGrain : IdleGrain, IKeptAliveGrain;
