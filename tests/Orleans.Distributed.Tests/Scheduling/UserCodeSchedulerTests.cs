using System.Collections.Concurrent;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Scheduling;

public sealed class UserCodeSchedulerTests : IDisposable
{
    private readonly UserCodeScheduler _scheduler = new("test");

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task Queue_TwoHundredBlocked_FurtherWorkIsDone()
    {
        using var open = new ManualResetEventSlim();
        using var inside = new CountdownEvent(200);
        for (int i = 0; i < 200; i++)
        {
            Queue(() =>
            {
                inside.Signal();
                open.Wait();
            });
        }

        Assert.True(inside.Wait(Limits.Wait));
        await Done(() => { }).Soon();
        open.Set();
        await Done(() => { }).Soon();
    }

    [Fact]
    public async Task Queue_EveryThreadSpins_FurtherWorkIsDone()
    {
        using var stop = new CancellationTokenSource();
        using var inside = new CountdownEvent(Environment.ProcessorCount + 2);
        for (int i = 0; i < Environment.ProcessorCount + 2; i++)
        {
            Queue(() =>
            {
                inside.Signal();
                while (!stop.IsCancellationRequested)
                {
                    Thread.SpinWait(100);
                }
            });
        }

        Assert.True(inside.Wait(Limits.Wait));
        await Done(() => { }).Soon();
        await stop.CancelAsync();
    }

    /// <summary>
    /// One more than there are idle threads, at once: each idle thread can promise itself to one of them only. All wait for
    /// each other, so none may be left without a thread.
    /// </summary>
    [Fact]
    public void Queue_OneMoreThanIdleThreads_AllStart()
    {
        int idle = Math.Max(2, Environment.ProcessorCount);
        for (int round = 0; round < 200; round++)
        {
            using var together = new Barrier(idle + 2);
            for (int i = 0; i < idle + 1; i++)
            {
                Queue(() => together.SignalAndWait());
            }

            Assert.True(together.SignalAndWait(Limits.Wait), $"Not all started in round {round}.");
        }
    }

    [Fact]
    public void Queue_ManyProducers_EveryItemRunsOnce()
    {
        const int Producers = 8, Each = 5_000;
        var runs = new int[Producers * Each];
        using var all = new CountdownEvent(runs.Length);
        Parallel.For(0, Producers, producer =>
        {
            for (int i = 0; i < Each; i++)
            {
                int item = (producer * Each) + i;
                Queue(() =>
                {
                    Interlocked.Increment(ref runs[item]);
                    all.Signal();
                });
            }
        });
        Assert.True(all.Wait(Limits.Wait));
        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Queue_Continuations_StayOnItsThreads()
    {
        var names = new ConcurrentQueue<string?>();
        var done = new TaskCompletionSource();
        _scheduler.Queue(async _ =>
        {
            names.Enqueue(Thread.CurrentThread.Name);
            await Task.Yield();
            names.Enqueue(Thread.CurrentThread.Name);
            await Task.Run(() => { });
            names.Enqueue(Thread.CurrentThread.Name);
            done.SetResult();
        }, null);
        await done.Task.Soon();
        Assert.Equal(["test", "test", "test"], names);
    }

    [Fact]
    public async Task Queue_WorkReplacesTheSynchronizationContext_NextWorkHasTheOwn()
    {
        var seen = new ConcurrentQueue<SynchronizationContext?>();
        for (int i = 0; i < 50; i++)
        {
            await Done(() =>
            {
                seen.Enqueue(SynchronizationContext.Current);
                SynchronizationContext.SetSynchronizationContext(null);
            }).Soon();
        }

        Assert.All(seen, context => Assert.IsType<UserCodeSynchronizationContext>(context));
    }

    [Fact]
    public async Task ThreadCount_AfterTheWork_FallsToNothing()
    {
        using var scheduler = new UserCodeScheduler("short-lived", TimeSpan.FromMilliseconds(50));
        using var together = new Barrier(21);
        for (int i = 0; i < 20; i++)
        {
            scheduler.Queue(_ => together.SignalAndWait(), null);
        }

        Assert.True(together.SignalAndWait(Limits.Wait));
        Assert.True(scheduler.ThreadCount >= 20);
        await WaitExtensions.HoldsSoon(() => scheduler.ThreadCount == 0);

        var again = new TaskCompletionSource();
        scheduler.Queue(_ => again.SetResult(), null);
        await again.Task.Soon();
    }

    /// <summary>Threads that retire and work that comes at the same moment must not miss each other.</summary>
    [Fact]
    public async Task Queue_WhileThreadsRetire_IsDone()
    {
        using var scheduler = new UserCodeScheduler("retiring", TimeSpan.FromMilliseconds(1));
        for (int i = 0; i < 500; i++)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            scheduler.Queue(_ => done.SetResult(), null);
            await done.Task.Soon();
            Thread.SpinWait(Random.Shared.Next(20_000));
        }
    }

    [Fact]
    public async Task Dispose_IdleThreads_End()
    {
        var scheduler = new UserCodeScheduler("disposed");
        var done = new TaskCompletionSource();
        scheduler.Queue(_ => done.SetResult(), null);
        await done.Task.Soon();
        scheduler.Dispose();
        await WaitExtensions.HoldsSoon(() => scheduler.ThreadCount == 0);
        scheduler.Dispose();
    }

    private void Queue(Action work) => _scheduler.Queue(_ => work(), null);

    private Task Done(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue(() =>
        {
            work();
            done.SetResult();
        });
        return done.Task;
    }
}
