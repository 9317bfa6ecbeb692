using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Threads and processes together: julia#37706, #38405, #42562 and others.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ThreadAsks(FourWorkers cluster)
{
    private const int Threads = 16;
    private const int Rounds = 40;

    private ICluster Head => cluster.Head;

    /// <summary>Many threads call, put, take, fetch, drop handles and collect garbage at the same time.</summary>
    [Fact]
    [Trait("Ask", "2")]
    public async Task Julia37706_ThreadsAndDistributedTogether_NothingHangs()
    {
        await using RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(4, cluster.Workers[0]).InTimeAsync();
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        int sum = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() => Work(number)))];

        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            Assert.True(thread.Join(Limits.Generous), "A thread hangs.");
        }

        Assert.Empty(failures);
        Assert.Equal(Threads / 2 * Rounds * (Rounds - 1) / 2, sum);

        void Work(int number)
        {
            try
            {
                for (int round = 0; round < Rounds; round++)
                {
                    int pid = cluster.Workers[(number + round) % cluster.Workers.Count];
                    Assert.Equal(pid, Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync().Result);
                    Future<int> future = Head.RemoteCall(pid, n => n * 2, round);
                    if (number % 2 == 0)
                    {
                        channel.PutAsync(round).InTimeAsync().Wait();
                        Assert.Equal(round * 2, future.FetchAsync().InTimeAsync().Result);
                    }
                    else
                    {
                        // The future is dropped, for the garbage collector to find.
                        Interlocked.Add(ref sum, channel.TakeAsync().InTimeAsync().Result);
                        GC.Collect(0);
                    }
                }
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
            }
        }
    }

    /// <summary>Threads inside of a worker do the same: the worker's own threads call the others.</summary>
    [Fact]
    [Trait("Ask", "2")]
    public async Task Julia38211_ThreadsInsideOfAWorkerCallOthers_NothingHangs()
    {
        int[] others = [.. cluster.Workers.Skip(1)];

        int answers = await Head.RemoteCallFetchAsync(
            cluster.Workers[0],
            pids =>
            {
                int count = 0;
                Parallel.For(0, 60, i =>
                {
                    int pid = pids[i % pids.Length];
                    if (Cluster.Current.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).Result == pid)
                    {
                        Interlocked.Increment(ref count);
                    }
                });
                return count;
            },
            others).InTimeAsync();

        Assert.Equal(60, answers);
    }
}
