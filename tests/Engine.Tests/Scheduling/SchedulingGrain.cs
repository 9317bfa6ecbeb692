using Orleans.Placement;

namespace Engine.Tests.Scheduling;

[RandomPlacement]
public class SchedulingGrain : Grain, ISchedulingGrain
{
    private readonly List<int> _appended = [];
    private int _inside;
    private int _counter;

    public async Task<int> RunTurns(int turns)
    {
        var collisions = 0;
        for (var turn = 0; turn < turns; turn++)
        {
            if (Interlocked.Increment(ref _inside) != 1) collisions++;
            Thread.SpinWait(200);
            if (Interlocked.Decrement(ref _inside) != 0) collisions++;
            await Task.Yield();
        }

        return collisions;
    }

    public async Task RunWhole(int number)
    {
        Probe.Of(this.GetPrimaryKeyString()).Record($"start {number}");
        await Task.Yield();
        await Task.Run(static () => Thread.SpinWait(1000));
        Probe.Of(this.GetPrimaryKeyString()).Record($"end {number}");
    }

    public async Task<bool> ResumesOnActivationSchedulerAfterAwait()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Run(static () => Thread.SpinWait(1000));
        var afterPoolWork = TaskScheduler.Current;
        await Task.Yield();
        return scheduler != TaskScheduler.Default && afterPoolWork == scheduler && TaskScheduler.Current == scheduler;
    }

    public async Task<bool> StartNewRunsOnActivationScheduler()
    {
        var scheduler = TaskScheduler.Current;
        return await Task.Factory.StartNew(
            () => TaskScheduler.Current == scheduler, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
    }

    public async Task<bool> TaskRunLeavesActivationScheduler() => await Task.Run(static () => TaskScheduler.Current == TaskScheduler.Default);

    public async Task<int> CountWithoutLock(int tasks)
    {
        await Task.WhenAll(Enumerable.Range(0, tasks).Select(async _ =>
        {
            await Task.Yield();
            var read = _counter;
            Thread.SpinWait(50);
            _counter = read + 1;
        }));
        return _counter;
    }

    public Task Append(int number)
    {
        _appended.Add(number);
        return Task.CompletedTask;
    }

    public Task<int[]> GetAppended() => Task.FromResult(_appended.ToArray());

    public Task AppendTo(ISchedulingGrain target, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(target.Append));
}
