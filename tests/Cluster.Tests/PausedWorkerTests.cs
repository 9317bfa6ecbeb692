using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>A worker is stopped for less than the failure detection: nothing happens but that its answers are late.</summary>
[Trait("Fault", "F6")]
public sealed class PausedWorkerTests(Head head) : IClassFixture<Head>
{
    /// <summary>A fraction of the default failure detection of 5 seconds.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Worker_StoppedForLessThanFailureDetection_CallsCompleteLateAndRunOnce()
    {
        ICluster cluster = head.Cluster;
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        await cluster.RemoteCallFetchAsync(workers[0], Counter.Increment).InTimeAsync();

        workers.Signal(workers[0], Signals.Stop);
        await workers.ProcessOf(workers[0]).WaitUntilStoppedAsync();
        Task<int>[] calls = [.. Enumerable.Range(0, 100).Select(_ => cluster.RemoteCallFetchAsync(workers[0], Counter.Increment))];
        await Task.Delay(Pause);
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        workers.Signal(workers[0], Signals.Continue);

        int[] counts = await Task.WhenAll(calls).InTimeAsync();
        Assert.Equal(Enumerable.Range(2, 100), counts.Order());
        Assert.Equal(102, await cluster.RemoteCallFetchAsync(workers[0], Counter.Increment).InTimeAsync());
        Assert.Equal([1, workers[0]], cluster.Procs);
    }

    private static class Counter
    {
        private static int _value;

        public static int Increment() => Interlocked.Increment(ref _value);
    }
}
