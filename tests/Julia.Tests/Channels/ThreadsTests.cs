using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Channels;

/// <summary>Several threads of several workers at one channel.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ThreadsTests(FourWorkers cluster)
{
    private const int Threads = 2;

    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-403")]
    [Trait("Spec", "J-405")]
    public async Task PutAndTake_AllPairsOfWorkersAndThreads_AllEnd()
    {
        int[] workers = [cluster.Workers[0], cluster.Workers[1]];
        foreach (int putter in workers)
        {
            foreach (int taker in workers)
            {
                for (int pair = 0; pair < Threads * Threads; pair++)
                {
                    RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, workers[0]).InTimeAsync();
                    Future<int> taken = Head.RemoteCall(taker, (RemoteChannel<int> c) => OnThread(() => c.TakeAsync().GetAwaiter().GetResult()), channel);
                    Future<int> put = Head.RemoteCall(
                        putter,
                        (RemoteChannel<int> c, int item) => OnThread(() =>
                        {
                            c.PutAsync(item).GetAwaiter().GetResult();
                            return item;
                        }),
                        channel,
                        pair);
                    Assert.Equal(pair, await taken.FetchAsync().InTimeAsync());
                    Assert.Equal(pair, await put.FetchAsync().InTimeAsync());
                    await channel.DisposeAsync();
                }
            }
        }
    }

    /// <summary>Runs something on a thread of its own, in the process where this is called.</summary>
    private static int OnThread(Func<int> function)
    {
        int result = 0;
        var thread = new Thread(() => result = function());
        thread.Start();
        thread.Join();
        return result;
    }
}
