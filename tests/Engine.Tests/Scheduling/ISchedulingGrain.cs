namespace Engine.Tests.Scheduling;

public interface ISchedulingGrain : IGrainWithStringKey
{
    /// <summary>Enters and leaves an exclusive section several times, with awaits in between; returns how often it was not alone.</summary>
    Task<int> RunTurns(int turns);

    /// <summary>Records a start, awaits, and records an end.</summary>
    Task RunWhole(int number);

    Task<bool> ResumesOnActivationSchedulerAfterAwait();

    Task<bool> StartNewRunsOnActivationScheduler();

    Task<bool> TaskRunLeavesActivationScheduler();

    Task<int> CountWithoutLock(int tasks);

    Task Append(int number);

    Task<int[]> GetAppended();

    /// <summary>Appends to another grain, without waiting for an answer before the next call is sent.</summary>
    Task AppendTo(ISchedulingGrain target, int count);
}
