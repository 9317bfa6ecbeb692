using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime.Scheduling;

namespace Orleans.Embedded.Tests.Scheduling;

public sealed class ContinuationsTests : IDisposable
{
    private readonly Continuations _continuations = new(usesThread: true);

    public void Dispose() => _continuations.Dispose();

    [Fact]
    public async Task Run_EachItemBlocks_AllRun()
    {
        using var block = new ManualResetEventSlim();
        using var all = new CountdownEvent(5);
        ContinuationItem[] items = [.. Enumerable.Range(0, 5).Select(_ => new ContinuationItem(() =>
        {
            all.Signal();
            block.Wait(Limits.Generous);
        }))];
        OnReader(() => Array.ForEach(items, _continuations.Run));
        bool allRan = all.Wait(Limits.Generous);
        block.Set();
        Assert.True(allRan);
        await Task.WhenAll(items.Select(item => item.Thread));
    }

    [Fact]
    public async Task Run_ItemKeepsTheThread_AnotherTakesItsPlace()
    {
        using var block = new ManualResetEventSlim();
        Thread first;
        try
        {
            first = await UntilOnThreadAsync(() => block.Wait(Limits.Generous));
            Assert.NotSame(first, await UntilOnThreadAsync(() => { }));
        }
        finally
        {
            block.Set();
        }

        Assert.True(first.Join(Limits.Generous));
    }

    [Fact]
    public async Task Run_FromThePool_StaysThere()
    {
        var item = new ContinuationItem();
        await Task.Run(() => _continuations.Run(item));
        Assert.True((await item.Thread).IsThreadPoolThread);
    }

    [Fact]
    public async Task Run_WithoutThread_RunsOnThePool()
    {
        using var continuations = new Continuations(usesThread: false);
        for (int i = 0; i < 10; i++)
        {
            var item = new ContinuationItem();
            OnReader(() => continuations.Run(item));
            Assert.True((await item.Thread).IsThreadPoolThread);
        }
    }

    // The thread is made when the first item comes, which goes to the pool, as do those that find it at work.
    private async Task<Thread> UntilOnThreadAsync(Action onThread)
    {
        using var limit = new CancellationTokenSource(Limits.Generous);
        var reached = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!reached.Task.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            var item = new ContinuationItem(() =>
            {
                if (!Thread.CurrentThread.IsThreadPoolThread)
                {
                    reached.SetResult(Thread.CurrentThread);
                    onThread();
                }
            });
            OnReader(() => _continuations.Run(item));
            await Task.WhenAny(item.Thread, reached.Task);
        }

        return await reached.Task;
    }

    private static void OnReader(Action action)
    {
        var reader = new Thread(() => action());
        reader.Start();
        reader.Join();
    }
}
