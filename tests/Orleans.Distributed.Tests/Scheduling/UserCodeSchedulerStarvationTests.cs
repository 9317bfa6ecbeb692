using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Scheduling;

/// <summary>What happens when the operating system has no thread left to give.</summary>
public sealed class UserCodeSchedulerStarvationTests : IDisposable
{
    private readonly UserCodeScheduler _scheduler;
    private int _refusals;
    private volatile bool _refuses;

    public UserCodeSchedulerStarvationTests() => _scheduler = new UserCodeScheduler("starved")
    {
        StartThread = thread =>
        {
            if (_refuses)
            {
                Interlocked.Increment(ref _refusals);
                throw new InsufficientMemoryException("no threads left");
            }

            thread.UnsafeStart();
        },
    };

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task Queue_NoThreadCanBeMade_RunsOnceThereIsOne()
    {
        _refuses = true;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scheduler.Queue(_ => done.SetResult(), null);
        await WaitExtensions.HoldsSoon(() => Volatile.Read(ref _refusals) >= 2);
        Assert.Equal(0, _scheduler.ThreadCount);
        _refuses = false;
        await done.Task.Soon();
    }

    [Fact]
    public async Task Queue_AllBlockedAndNoThreadCanBeMade_RunsOnceThereIsOne()
    {
        int threads = Math.Max(2, Environment.ProcessorCount);
        using var open = new ManualResetEventSlim();
        using var inside = new CountdownEvent(threads);
        for (int i = 0; i < threads; i++)
        {
            _scheduler.Queue(
                _ =>
                {
                    inside.Signal();
                    open.Wait();
                },
                null);
        }

        Assert.True(inside.Wait(Limits.Wait));
        _refuses = true;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scheduler.Queue(_ => done.SetResult(), null);
        await WaitExtensions.HoldsSoon(() => Volatile.Read(ref _refusals) >= 2);
        Assert.Equal(threads, _scheduler.ThreadCount);
        _refuses = false;
        await done.Task.Soon();
        open.Set();
    }
}
