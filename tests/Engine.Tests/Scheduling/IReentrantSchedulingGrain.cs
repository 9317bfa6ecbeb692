namespace Engine.Tests.Scheduling;

public interface IReentrantSchedulingGrain : ISchedulingGrain;
