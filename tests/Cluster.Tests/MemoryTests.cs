using System.Diagnostics;
using System.Runtime.CompilerServices;
using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>What is done leaves nothing behind: neither at the head nor at the worker.</summary>
public sealed class MemoryTests(Head head) : IClassFixture<Head>
{
    private const int Count = 20_000;

    private ICluster Cluster => head.Cluster;

    [Fact]
    public async Task RemoteCallFetchAsync_ManyInSequence_TablesAreEmptyAfterwards()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(i + 1, await Cluster.RemoteCallFetchAsync(workers[0], n => n + 1, i));
        }

        await AssertEmptyAsync(workers[0]);
    }

    [Fact]
    public async Task Future_ManyDropped_TablesAreEmptyAfterwards()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        StartAndForget(workers[0]);
        await AssertEmptyAsync(workers[0]);
    }

    [Fact]
    public async Task Future_ManyFetched_TablesAreEmptyAfterwards()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        for (int batch = 0; batch < 20; batch++)
        {
            Future<int>[] futures = [.. Enumerable.Range(0, 100).Select(i => Cluster.RemoteCall(workers[0], n => n, i))];
            Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(futures.Select(f => f.FetchAsync())).InTimeAsync());
        }

        await AssertEmptyAsync(workers[0]);
    }

    [Fact]
    public async Task Future_ManyReceivedAndFetched_TablesAreEmptyAfterwards()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        for (int i = 0; i < 500; i++)
        {
            Future<int> future = await Cluster.RemoteCallFetchAsync(
                workers[0], (other, n) => Distributed.Cluster.Current.RemoteCall(other, m => m, n), workers[1], i).InTimeAsync();
            Assert.Equal(i, await future.FetchAsync().InTimeAsync());
        }

        await AssertEmptyAsync(workers[0]);
        await AssertEmptyAsync(workers[1]);
    }

    [Fact]
    public async Task RemoteChannel_ManyDisposed_TablesAreEmptyAfterwards()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        for (int i = 0; i < 500; i++)
        {
            await using RemoteChannel<int> channel = await Cluster.CreateChannelAsync<int>(1, workers[0]).InTimeAsync();
            await channel.PutAsync(i).InTimeAsync();
        }

        await AssertEmptyAsync(workers[0]);
    }

    /// <summary>In a method of its own, so that no local variable keeps a handle.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StartAndForget(int pid)
    {
        for (int i = 0; i < Count; i++)
        {
            Cluster.RemoteCall(pid, n => n, i);
        }
    }

    /// <summary>Waits until neither process has anything in its tables.</summary>
    private async Task AssertEmptyAsync(int pid)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            TableCounts here = await Cluster.RemoteCallFetchAsync(1, TableCounts.Collect).InTimeAsync();
            TableCounts there = await Cluster.RemoteCallFetchAsync(pid, TableCounts.Collect).InTimeAsync();
            if (here.IsEmpty && there.IsEmpty)
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(start) < Limits.Generous, $"Left at the head: {here}. Left at process {pid}: {there}.");
        }
    }
}
