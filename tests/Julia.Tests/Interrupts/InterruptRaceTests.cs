using System.Collections.Concurrent;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Interrupts;

/// <summary>Interrupts at every moment of a call's life: each call is settled once, and the worker stays usable.</summary>
[Collection(nameof(FourWorkers))]
public sealed class InterruptRaceTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(InterruptMode.Cancel)]
    [InlineData(InterruptMode.Abort)]
    public async Task InterruptAsync_WhileCallsStartAndEnd_EachIsSettledOnce(InterruptMode mode)
    {
        const int Callers = 8;
        const int CallsEach = 300;
        int pid = cluster.Workers[3];
        using var done = new CancellationTokenSource();
        var settled = new ConcurrentBag<bool>();
        Task interrupting = InterruptAsync();
        Task[] callers = [.. Enumerable.Range(0, Callers).Select(CallAsync)];
        await Task.WhenAll(callers).InTimeAsync();
        await done.CancelAsync();
        await interrupting.InTimeAsync();

        Assert.Equal(Callers * CallsEach, settled.Count);
        int[] after = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Head.RemoteCallFetchAsync(pid, n => n + 1, i))).InTimeAsync();
        Assert.Equal(Enumerable.Range(1, 100), after);

        async Task InterruptAsync()
        {
            while (!done.IsCancellationRequested)
            {
                await Head.InterruptAsync(pid, mode).InTimeAsync();
            }
        }

        async Task CallAsync(int caller)
        {
            for (int i = 0; i < CallsEach; i++)
            {
                try
                {
                    int result = i % 3 == 0
                        ? await Head.RemoteCallFetchAsync(pid, ShortWait, i).InTimeAsync()
                        : await Head.RemoteCallFetchAsync(pid, n => n, i).InTimeAsync();
                    Assert.Equal(i, result);
                    settled.Add(true);
                }
                catch (RemoteException e) when (e.InnerException is CallInterruptedException)
                {
                    settled.Add(false);
                }
            }
        }
    }

    [Fact]
    public async Task InterruptAsync_AbortAsFunctionsEndByThemselves_EachIsSettledOnce()
    {
        // As long as the grace: aborts and ends meet.
        int pid = cluster.Workers[3];
        for (int round = 0; round < 5; round++)
        {
            Task<int>[] calls = [.. Enumerable.Range(90, 20).Select(ms => Head.RemoteCallFetchAsync(pid, Busy, ms))];
            await Head.RemoteCallFetchAsync(pid, () => { }).InTimeAsync();
            await Head.InterruptAsync(pid, InterruptMode.Abort).InTimeAsync();
            for (int i = 0; i < calls.Length; i++)
            {
                try
                {
                    Assert.Equal(90 + i, await calls[i].InTimeAsync());
                }
                catch (RemoteException e) when (e.InnerException is CallInterruptedException)
                {
                    // Which of the two was first is open.
                }
            }
        }

        Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
    }

    private static int Busy(int milliseconds)
    {
        // Half of them in user code, half in a wait.
        if (milliseconds % 2 == 0)
        {
            Thread.Sleep(milliseconds);
        }
        else
        {
            long end = Environment.TickCount64 + milliseconds;
            while (Environment.TickCount64 < end)
            {
                Thread.SpinWait(100);
            }
        }

        return milliseconds;
    }

    private static async Task<int> ShortWait(int value, CancellationToken token)
    {
        await Task.Yield();
        await Task.Delay(1, token);
        return value;
    }
}
