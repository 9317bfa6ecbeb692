using System.Diagnostics;
using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>
/// User code takes a worker's threads: the worker goes on answering, and the head takes it for alive for longer than its failure
/// detection.
/// </summary>
public sealed class BusyWorkerTests(QuickHead head) : IClassFixture<QuickHead>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    public async Task Worker_FunctionSpinsForEver_GoesOnAnswering()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        Cluster.RemoteDo(workers[0], Spin);

        await AssertAnswersAsync(workers[0]);
    }

    [Fact]
    public async Task Worker_TwoHundredBlockedCalls_GoesOnAnswering()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>(200);
        Task[] blocked = [.. Enumerable.Range(0, 200).Select(_ => Cluster.RemoteCallFetchAsync(workers[0], Block, started))];
        for (int i = 0; i < blocked.Length; i++)
        {
            await started.TakeAsync().InTimeAsync();
        }

        await AssertAnswersAsync(workers[0]);

        Assert.DoesNotContain(blocked, call => call.IsCompleted);
    }

    [Fact]
    public async Task Worker_ThreadPoolExhausted_GoesOnAnswering()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        await Cluster.RemoteCallFetchAsync(workers[0], ExhaustThreadPool).InTimeAsync();

        await AssertAnswersAsync(workers[0]);
    }

    /// <summary>Calls one after the other, from the head and through another process's eyes, for twice the failure detection.</summary>
    private async Task AssertAnswersAsync(int pid)
    {
        long start = Stopwatch.GetTimestamp();
        int answers = 0;
        while (answers < 10 || Stopwatch.GetElapsedTime(start) < 2 * QuickHead.FailureDetection)
        {
            Assert.Equal(answers, await Cluster.RemoteCallFetchAsync(pid, async n =>
            {
                await Task.Yield();
                return n;
            }, answers).InTimeAsync());
            answers++;
        }

        Assert.Contains(pid, Cluster.Procs);
    }

    private static void Spin()
    {
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }

    private static int Block(RemoteChannel<int> started)
    {
        started.PutAsync(1).GetAwaiter().GetResult();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    private static void ExhaustThreadPool()
    {
        for (int i = 0; i < 500; i++)
        {
            Task.Run(() => Thread.Sleep(Timeout.Infinite));
        }
    }
}
