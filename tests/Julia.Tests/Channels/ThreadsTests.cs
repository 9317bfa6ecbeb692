using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Channels;

/// <summary>Several threads of several workers at the channels of one, which they have never talked to.</summary>
public sealed class ThreadsTests
{
    private const int Threads = 2;

    [Fact]
    [Trait("Spec", "J-403")]
    [Trait("Spec", "J-405")]
    public async Task PutAndTake_AllPairsOfWorkersAndThreadsAtOnce_AllEnd()
    {
        // A cluster of its own: the workers have no connections with each other yet, and open them from all these threads.
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        IReadOnlyList<int> workers = await head.AddProcsAsync(2).InTimeAsync();
        Pair[] pairs =
        [
            .. from putter in workers
               from taker in workers
               from putterThread in Enumerable.Range(0, Threads)
               from takerThread in Enumerable.Range(0, Threads)
               select new Pair(putter, taker, (putterThread * Threads) + takerThread),
        ];
        Assert.Equal(4 * Threads * Threads, pairs.Length);
        RemoteChannel<int>[] channels = await Task.WhenAll(pairs.Select(_ => head.CreateChannelAsync<int>(1, workers[0]))).InTimeAsync();

        Future<int>[] taken = [.. pairs.Zip(channels, (pair, channel) => head.RemoteCall(pair.Taker, Take, channel))];
        Future<int>[] put = [.. pairs.Zip(channels, (pair, channel) => head.RemoteCall(pair.Putter, Put, channel, pair.Item))];

        Assert.Equal(pairs.Select(pair => pair.Item), await Task.WhenAll(taken.Select(future => future.FetchAsync())).InTimeAsync());
        Assert.Equal(pairs.Select(pair => pair.Item), await Task.WhenAll(put.Select(future => future.FetchAsync())).InTimeAsync());
    }

    private static int Take(RemoteChannel<int> channel) => OnThread(() => channel.TakeAsync().GetAwaiter().GetResult());

    private static int Put(RemoteChannel<int> channel, int item) => OnThread(() =>
    {
        channel.PutAsync(item).GetAwaiter().GetResult();
        return item;
    });

    /// <summary>Runs something on a thread of its own, in the process where this is called.</summary>
    private static int OnThread(Func<int> function)
    {
        int result = 0;
        var thread = new Thread(() => result = function());
        thread.Start();
        thread.Join();
        return result;
    }

    private readonly record struct Pair(int Putter, int Taker, int Item);
}
