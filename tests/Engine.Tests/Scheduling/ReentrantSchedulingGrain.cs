namespace Engine.Tests.Scheduling;

[Reentrant]
public sealed class ReentrantSchedulingGrain : SchedulingGrain, IReentrantSchedulingGrain;
