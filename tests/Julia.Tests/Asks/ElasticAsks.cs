using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Clusters that grow while they work: K8sClusterManagers#83, julia#5136, #21347, DistributedNext#17 and others.</summary>
public sealed class ElasticAsks
{
    /// <summary>Workers that are added in the background take part as soon as they are there, prepared, and everybody hears of them.</summary>
    [Fact]
    [Trait("Ask", "13")]
    public async Task K8sClusterManagers83_WorkersAddedInTheBackground_ArePreparedAndTakePart()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        Task<int[]> joined = JoinedAsync(head, 2);
        await head.EverywhereAsync(() => Prepared.Mark(), forFuture: true).InTimeAsync();
        int first = (await head.AddProcsAsync(1).InTimeAsync())[0];
        using var enough = new CancellationTokenSource();
        Task<IReadOnlyList<int>> adding = Task.Run(() => head.AddProcsAsync(1));

        // The map goes on until the worker that is added meanwhile has taken part.
        IEnumerable<int> Endless()
        {
            for (int i = 0; !enough.IsCancellationRequested; i++)
            {
                yield return i;
            }
        }

        (int Pid, bool Prepared)[] seen = [.. await CollectAsync(head, Endless(), enough)];

        int second = (await adding.InTimeAsync())[0];
        Assert.Equal([first, second], seen.Select(s => s.Pid).Distinct().Order());
        Assert.All(seen, s => Assert.True(s.Prepared, $"Process {s.Pid} was given work before it was prepared."));
        Assert.Equal([first, second], await joined.InTimeAsync());
    }

    private static async Task<IReadOnlyCollection<(int Pid, bool Prepared)>> CollectAsync(ICluster head, IEnumerable<int> source, CancellationTokenSource enough)
    {
        var seen = new List<(int Pid, bool Prepared)>();
        var pids = new HashSet<int>();
        using var limit = new CancellationTokenSource(Limits.Generous);
        await foreach ((int Pid, bool Prepared) one in head.PMapStream(
            source, _ => (Cluster.Current.MyId, Prepared.IsMarked), new PMapOptions { Pool = head.DefaultWorkerPool, BatchSize = 1 }, limit.Token))
        {
            seen.Add(one);
            if (pids.Add(one.Pid) && pids.Count == 2)
            {
                await enough.CancelAsync();
            }
        }

        return seen;
    }

    private static async Task<int[]> JoinedAsync(ICluster head, int count)
    {
        var pids = new List<int>();
        await foreach (WorkerEvent change in head.Events)
        {
            if (change is WorkerJoined && change.Pid != 1)
            {
                pids.Add(change.Pid);
                if (pids.Count == count)
                {
                    break;
                }
            }
        }

        return [.. pids];
    }

    private static class Prepared
    {
        public static bool IsMarked { get; private set; }

        public static void Mark() => IsMarked = true;
    }
}
