using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime.Scheduling;

namespace Orleans.Embedded.Tests.Scheduling;

public sealed class ContinuationThreadTests
{
    [Fact]
    public async Task TryRun_OneAfterTheOther_AllRunOnItsThread()
    {
        using var thread = new ContinuationThread();
        var threads = new HashSet<Thread>();
        for (int i = 0; i < 1000; i++)
        {
            var item = new ContinuationItem();
            while (!thread.TryRun(item))
            {
                // It has told of the end of the item before, and is not free yet.
                await Task.Yield();
            }

            threads.Add(await item.Thread);
            if (i % 100 == 0)
            {
                // Until it sleeps.
                await Eventually.TrueAsync(() => threads.Single().ThreadState.HasFlag(ThreadState.WaitSleepJoin), "the thread sleeps");
            }
        }

        Assert.Equal("continuations", Assert.Single(threads).Name);
    }

    [Fact]
    public async Task TryRun_ItemBlocks_TakesNoOther()
    {
        using var thread = new ContinuationThread();
        using var block = new ManualResetEventSlim();
        var blocks = new ContinuationItem(() => block.Wait(Limits.Generous));
        Assert.True(thread.TryRun(blocks));
        try
        {
            Assert.False(thread.TryRun(new ContinuationItem()));
            await Eventually.TrueAsync(() => thread.IsHeldUp, "it is held up");
        }
        finally
        {
            block.Set();
        }

        await blocks.Thread;
        await Eventually.TrueAsync(() => !thread.IsHeldUp, "it is free");
        var next = new ContinuationItem();
        await Eventually.TrueAsync(() => thread.TryRun(next), "it is free");
        await next.Thread;
    }

    [Fact]
    public async Task TryRun_ContextsWereLeftBehind_SeesNone()
    {
        using var thread = new ContinuationThread();
        var flows = new AsyncLocal<int>();
        var first = new ContinuationItem(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            flows.Value = 7;
        });
        SynchronizationContext? context = null;
        int flowed = -1;
        var second = new ContinuationItem(() =>
        {
            context = SynchronizationContext.Current;
            flowed = flows.Value;
        });
        Assert.True(thread.TryRun(first));
        await first.Thread;
        await Eventually.TrueAsync(() => thread.TryRun(second), "it is free");
        await second.Thread;
        Assert.Null(context);
        Assert.Equal(0, flowed);
    }

    [Fact]
    public async Task Dispose_AtTheMomentOfAnItem_ItRunsOrIsRefused()
    {
        for (int i = 0; i < 500; i++)
        {
            var thread = new ContinuationThread();
            var item = new ContinuationItem();
            Task end = Task.Run(thread.Dispose);
            if (thread.TryRun(item))
            {
                await item.Thread;
            }

            await end;
            await Eventually.TrueAsync(() => !thread.TryRun(new ContinuationItem()), "the end");
        }
    }
}
