using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Scheduling;

/// <summary>Slices are torn out of user code, and out of nothing else.</summary>
public sealed class UserCodeThreadTests : IDisposable
{
    private readonly UserCodeScheduler _scheduler = new("torn");

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task Abort_Spinning_EndsAndSchedulerGoesOn()
    {
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource torn) = await BeginAsync(owner, () =>
        {
            while (true)
            {
                Thread.SpinWait(10);
            }
        });

        Assert.True(await _scheduler.AbortAsync(thread, owner).Soon());
        await torn.Task.Soon();
        Assert.True(thread.IsLost);
        Assert.Empty(_scheduler.Slices);
        for (int i = 0; i < 100; i++)
        {
            await RunAsync(owner, () => { }).Soon();
        }
    }

    [Fact]
    public async Task Abort_InLibraryCode_WaitsForItsEnd()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        bool left = false;
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource torn) = await BeginAsync(owner, () =>
        {
            using (UserCodeThread.EnterLibrary())
            {
                // Nested library code changes nothing, neither by its beginning nor by its end.
                using (UserCodeThread.EnterLibrary())
                {
                }

                inside.Set();
                leave.Wait();
                left = true;
            }

            Thread.Sleep(Timeout.Infinite);
        });
        inside.Wait();
        Task<bool> aborting = _scheduler.AbortAsync(thread, owner);
        for (int i = 0; i < 20; i++)
        {
            await Task.Yield();
            Assert.False(thread.IsLost);
        }

        leave.Set();
        Assert.True(await aborting.Soon());
        Assert.True(left);
        await torn.Task.Soon();
    }

    [Fact]
    public async Task Abort_SliceIsOver_DoesNothing()
    {
        var owner = new SliceOwner(_scheduler);
        UserCodeThread? thread = null;
        await RunAsync(owner, () => thread = UserCodeThread.Current).Soon();
        await WaitExtensions.HoldsSoon(() => thread!.Owner is null);
        Assert.False(await _scheduler.AbortAsync(thread!, owner).Soon());
        Assert.False(thread!.IsLost);
    }

    [Fact]
    public async Task Abort_AnothersSlice_DoesNothing()
    {
        using var go = new ManualResetEventSlim();
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource torn) = await BeginAsync(owner, go.Wait);
        Assert.False(await _scheduler.AbortAsync(thread, new SliceOwner(_scheduler)).Soon());
        go.Set();
        await WaitExtensions.HoldsSoon(() => thread.Owner is null);
        Assert.False(torn.Task.IsCompleted);
    }

    [Fact]
    public async Task Abort_FinallyQueuesAContinuationOfAnother_ItRuns()
    {
        var other = new SliceOwner(_scheduler);
        var ran = new TaskCompletionSource();
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource _) = await BeginAsync(owner, () =>
        {
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                other.Post(_ => ran.SetResult(), null);
            }
        });
        Assert.True(await _scheduler.AbortAsync(thread, owner).Soon());
        await ran.Task.Soon();
    }

    [Fact]
    public async Task EnterLibrary_WhileBeingAborted_Throws()
    {
        bool refused = false;
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource _) = await BeginAsync(owner, () =>
        {
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                try
                {
                    using LibraryCode library = UserCodeThread.EnterLibrary();
                }
                catch (OperationCanceledException)
                {
                    refused = true;
                }
            }
        });
        Assert.True(await _scheduler.AbortAsync(thread, owner).Soon());
        Assert.True(refused);
    }

    /// <summary>Nothing tears a catch block, so the first abort waits; the second waits with it, and needs no thread.</summary>
    [Fact]
    public async Task AbortAsync_WhileBeingAborted_BothWaitForOneAbort()
    {
        int threads = 0;
        using var scheduler = new UserCodeScheduler("stuck")
        {
            StartThread = thread =>
            {
                if (thread.Name == "interrupt")
                {
                    Interlocked.Increment(ref threads);
                }

                thread.UnsafeStart();
            },
        };
        bool goOn = false;
        using var stuck = new ManualResetEventSlim();
        var owner = new SliceOwner(scheduler);
        (UserCodeThread thread, TaskCompletionSource _) = await BeginAsync(owner, () =>
        {
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            catch (ThreadInterruptedException)
            {
                stuck.Set();
                while (!Volatile.Read(ref goOn))
                {
                    Thread.SpinWait(10);
                }
            }
        });
        Task<bool> first = scheduler.AbortAsync(thread, owner);
        stuck.Wait();
        Task<bool>[] others = [.. Enumerable.Range(0, 100).Select(_ => scheduler.AbortAsync(thread, owner))];
        Assert.All(others, other => Assert.False(other.IsCompleted));
        Volatile.Write(ref goOn, true);
        Assert.True(await first.Soon());
        Assert.All(await Task.WhenAll(others).Soon(), Assert.True);
        Assert.Equal(1, threads);
    }

    [Fact]
    public async Task Ensure_WhileBeingAborted_RunsOnAnotherThread()
    {
        var ran = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread? aborted = null;
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource _) = await BeginAsync(owner, () =>
        {
            try
            {
                Thread.Sleep(Timeout.Infinite);
            }
            finally
            {
                aborted = Thread.CurrentThread;
                UserCodeThread.Ensure(Fail, "This must end nothing.");
                UserCodeThread.Ensure(static ran => ran.SetResult(Thread.CurrentThread), ran);
            }
        });
        Assert.True(await _scheduler.AbortAsync(thread, owner).Soon());
        Assert.NotSame(aborted, await ran.Task.Soon());
    }

    [Fact]
    public async Task Ensure_InASlice_RunsAtOnceAndIsNotTorn()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        bool left = false;
        var owner = new SliceOwner(_scheduler);
        (UserCodeThread thread, TaskCompletionSource torn) = await BeginAsync(owner, () =>
        {
            UserCodeThread.Ensure(
                _ =>
                {
                    inside.Set();
                    leave.Wait();
                    left = true;
                },
                0);
            Thread.Sleep(Timeout.Infinite);
        });
        inside.Wait();
        Task<bool> aborting = _scheduler.AbortAsync(thread, owner);
        leave.Set();
        Assert.True(await aborting.Soon());
        Assert.True(left);
        await torn.Task.Soon();
    }

    [Fact]
    public async Task Abort_AtTheMomentTheSliceEnds_EitherWayTheNextIsUntouched()
    {
        var owner = new SliceOwner(_scheduler);
        for (int i = 0; i < 200; i++)
        {
            var next = new SliceOwner(_scheduler);
            (UserCodeThread thread, TaskCompletionSource _) = await BeginAsync(owner, () => Thread.SpinWait(50));
            Task following = RunAsync(next, () => { });
            await _scheduler.AbortAsync(thread, owner).Soon();
            await following.Soon();
        }
    }

    [Fact]
    public void EnterLibrary_OnAnyOtherThread_DoesNothing()
    {
        Assert.Null(UserCodeThread.Current);
        using LibraryCode library = UserCodeThread.EnterLibrary();
    }

    private static void Fail(string message) => throw new InvalidOperationException(message);

    /// <summary>Begins a slice, and returns once it runs. The second result completes when it is torn.</summary>
    private static async Task<(UserCodeThread Thread, TaskCompletionSource Torn)> BeginAsync(SliceOwner owner, Action slice)
    {
        var begun = new TaskCompletionSource<UserCodeThread>(TaskCreationOptions.RunContinuationsAsynchronously);
        var torn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        owner.Post(
            _ =>
            {
                begun.SetResult(UserCodeThread.Current!);
                try
                {
                    slice();
                }
                catch (Exception e) when (e is ThreadAbortException or ThreadInterruptedException)
                {
                    torn.TrySetResult();
                    throw;
                }
            },
            null);
        return (await begun.Task.Soon(), torn);
    }

    private static async Task RunAsync(SliceOwner owner, Action slice)
    {
        var ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        owner.Post(
            _ =>
            {
                slice();
                ran.SetResult();
            },
            null);
        await ran.Task;
    }

    private sealed class SliceOwner(UserCodeScheduler scheduler) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => scheduler.QueueSlice(this, d, state);
    }
}
