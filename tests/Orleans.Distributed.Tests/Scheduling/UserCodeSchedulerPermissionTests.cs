using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Scheduling;

public sealed class UserCodeSchedulerPermissionTests
{
    [Fact]
    public async Task Queue_MayNotRunForAWhile_ContinuationWaits()
    {
        bool mayRun = true;
        int asked = 0;
        using var scheduler = new UserCodeScheduler("fenced")
        {
            MayRun = () =>
            {
                Interlocked.Increment(ref asked);
                return Volatile.Read(ref mayRun);
            },
        };
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scheduler.Queue(async _ =>
        {
            begun.SetResult();
            await goOn.Task;
            done.SetResult();
        }, null);
        await begun.Task.Soon();
        Volatile.Write(ref mayRun, false);
        int before = Volatile.Read(ref asked);
        goOn.SetResult();

        // Asked more than once for the one continuation, so it was held back and not run.
        await WaitExtensions.HoldsSoon(() => Volatile.Read(ref asked) >= before + 3);
        Assert.False(done.Task.IsCompleted);
        Volatile.Write(ref mayRun, true);
        await done.Task.Soon();
    }

    [Fact]
    public async Task Dispose_MayNeverRunAgain_ThreadsEndAndNothingRuns()
    {
        int runs = 0;
        int asked = 0;
        var scheduler = new UserCodeScheduler("fenced for ever")
        {
            MayRun = () =>
            {
                Interlocked.Increment(ref asked);
                return false;
            },
        };
        for (int i = 0; i < 100; i++)
        {
            scheduler.Queue(_ => Interlocked.Increment(ref runs), null);
        }

        await WaitExtensions.HoldsSoon(() => Volatile.Read(ref asked) >= 100);
        Assert.True(scheduler.ThreadCount <= Math.Max(2, Environment.ProcessorCount), "Threads were added that could only wait.");
        scheduler.Dispose();
        await WaitExtensions.HoldsSoon(() => scheduler.ThreadCount == 0);
        Assert.Equal(0, runs);
    }
}
