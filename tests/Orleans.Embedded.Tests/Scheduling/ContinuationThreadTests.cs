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
            var item = new Item();
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
        var blocks = new Item(() => block.Wait(Limits.Generous));
        Assert.True(thread.TryRun(blocks));
        try
        {
            Assert.False(thread.TryRun(new Item()));
            await Eventually.TrueAsync(() => thread.IsHeldUp, "it is held up");
        }
        finally
        {
            block.Set();
        }

        await blocks.Thread;
        await Eventually.TrueAsync(() => !thread.IsHeldUp, "it is free");
        var next = new Item();
        await Eventually.TrueAsync(() => thread.TryRun(next), "it is free");
        await next.Thread;
    }

    [Fact]
    public async Task TryRun_ContextsWereLeftBehind_SeesNone()
    {
        using var thread = new ContinuationThread();
        var flows = new AsyncLocal<int>();
        var first = new Item(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            flows.Value = 7;
        });
        SynchronizationContext? context = null;
        int flowed = -1;
        var second = new Item(() =>
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
            var item = new Item();
            Task end = Task.Run(thread.Dispose);
            if (thread.TryRun(item))
            {
                await item.Thread;
            }

            await end;
            await Eventually.TrueAsync(() => !thread.TryRun(new Item()), "the end");
        }
    }

    [Fact]
    public async Task Run_EachItemBlocks_AllRun()
    {
        using var block = new ManualResetEventSlim();
        using var all = new CountdownEvent(5);
        Item[] items = [.. Enumerable.Range(0, 5).Select(_ => new Item(() =>
        {
            all.Signal();
            block.Wait(Limits.Generous);
        }))];
        var reader = new Thread(() => Array.ForEach(items, ContinuationThread.Run));
        reader.Start();
        bool allRan = all.Wait(Limits.Generous);
        block.Set();
        reader.Join();
        Assert.True(allRan);
        await Task.WhenAll(items.Select(item => item.Thread));
    }

    private sealed class Item(Action? run = null) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<Thread> _thread = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Thread> Thread => _thread.Task.WaitAsync(Limits.Generous);

        public void Execute()
        {
            run?.Invoke();
            _thread.SetResult(System.Threading.Thread.CurrentThread);
        }
    }
}
