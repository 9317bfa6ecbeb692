using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary><see cref="Cluster.Current"/> is the process that the code runs for, wherever that code takes itself.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class CurrentClusterTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task Current_AfterAwaitsAndInTasks_IsTheProcessOfTheCall()
    {
        foreach (int pid in _head.Procs)
        {
            int[] seen = await _head.RemoteCallFetchAsync(pid, async () =>
            {
                var seen = new List<int> { Cluster.Current.MyId };
                await Task.Yield();
                seen.Add(Cluster.Current.MyId);
                await Task.Delay(1).ConfigureAwait(false);
                seen.Add(Cluster.Current.MyId);
                seen.Add(await Task.Run(() => Cluster.Current.MyId));
                seen.Add(await Task.Run(async () =>
                {
                    await Task.Yield();
                    return Cluster.Current.MyId;
                }));
                seen.Add(await Task.Factory.StartNew(() => Cluster.Current.MyId, TaskCreationOptions.LongRunning));
                seen.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Deeper(3))));
                return seen.ToArray();
            }).Soon();
            Assert.All(seen, id => Assert.Equal(pid, id));
            Assert.Equal(10, seen.Length);
        }

        static async Task<int> Deeper(int levels)
        {
            await Task.Yield();
            return levels == 0 ? Cluster.Current.MyId : await Deeper(levels - 1);
        }
    }

    [Fact]
    public async Task Current_InThreadsTimersAndParallelLoops_IsTheProcessOfTheCall()
    {
        int[] seen = await _head.RemoteCallFetchAsync(2, async () =>
        {
            var seen = new System.Collections.Concurrent.ConcurrentQueue<int>();
            var thread = new Thread(() => seen.Enqueue(Cluster.Current.MyId));
            thread.Start();
            thread.Join();
            var ticked = new TaskCompletionSource();
            await using (new Timer(
                _ =>
                {
                    seen.Enqueue(Cluster.Current.MyId);
                    ticked.TrySetResult();
                },
                null,
                1,
                Timeout.Infinite))
            {
                await ticked.Task;
            }

            Parallel.For(0, 8, _ => seen.Enqueue(Cluster.Current.MyId));
            ThreadPool.QueueUserWorkItem(_ => ticked = Noted(seen, ticked));
            await Task.Run(() => seen.Enqueue(Cluster.Current.MyId));
            return seen.ToArray();
        }).Soon();
        Assert.All(seen, id => Assert.Equal(2, id));
        Assert.True(seen.Length >= 11, $"{seen.Length} places were seen.");

        static TaskCompletionSource Noted(System.Collections.Concurrent.ConcurrentQueue<int> seen, TaskCompletionSource ticked)
        {
            seen.Enqueue(Cluster.Current.MyId);
            return ticked;
        }
    }

    /// <summary>In this program all processes share the threads, and each call has to find its own way back.</summary>
    [Fact]
    public async Task Current_NestedCallsThroughAllProcesses_IsRightOnTheWayThereAndBack()
    {
        int[] path = await _head.RemoteCallFetchAsync(2, async () =>
        {
            int before = Cluster.Current.MyId;
            int[] inner = await Cluster.Current.RemoteCallFetchAsync(3, async () =>
            {
                int there = Cluster.Current.MyId;
                int home = await Cluster.Current.RemoteCallFetchAsync(1, () => Cluster.Current.MyId);
                int own = await Cluster.Current.RemoteCallFetchAsync(3, () => Cluster.Current.MyId);
                return new[] { there, home, own, Cluster.Current.MyId };
            });
            return (int[])[before, .. inner, Cluster.Current.MyId];
        }).Soon();
        Assert.Equal([2, 3, 1, 3, 3, 2], path);
    }

    [Fact]
    public async Task Current_ManyCallsAtOnce_NeverMixUp()
    {
        Task<bool>[] calls = [.. Enumerable.Range(0, 300).Select(i => _head.RemoteCallFetchAsync(
            (i % 3) + 1,
            async (int pid) =>
            {
                for (int turn = 0; turn < 5; turn++)
                {
                    await Task.Yield();
                    if (Cluster.Current.MyId != pid)
                    {
                        return false;
                    }
                }

                return true;
            },
            (i % 3) + 1))];
        Assert.All(await Task.WhenAll(calls).Soon(), Assert.True);
    }

    /// <summary>Several clusters in one program: pids repeat, clusters do not.</summary>
    [Fact]
    public async Task Current_SeveralClusters_IsTheOneOfTheCall()
    {
        await using DistributedTestCluster other = await DistributedTestCluster.StartAsync(2);
        ICluster here = await _head.RemoteCallFetchAsync(1, () => Cluster.Current);
        ICluster there = await other.Head.RemoteCallFetchAsync(1, () => Cluster.Current);
        Assert.Same(_head, here);
        Assert.Same(other.Head, there);

        (int own, int nested) = await _head.RemoteCallFetchAsync(1, async () =>
        {
            int own = Cluster.Current.NProcs;
            int nested = await other.Head.RemoteCallFetchAsync(1, () => Cluster.Current.NProcs);
            return (own, nested == 2 && Cluster.Current.NProcs == own ? nested : -1);
        });
        Assert.Equal((3, 2), (own, nested));
    }

    /// <summary>The flow is stopped on purpose: then nobody can tell, and the error says what to do.</summary>
    [Fact]
    public async Task Current_OutsideOfACallWithSeveralProcesses_InvalidOperation()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Cluster.Current);
        Assert.Contains("Keep the ICluster that StartAsync returned", error.Message, StringComparison.Ordinal);

        string message = await _head.RemoteCallFetchAsync(2, async () =>
        {
            Task<string> detached;
            using (ExecutionContext.SuppressFlow())
            {
                detached = Task.Run(() =>
                {
                    try
                    {
                        return $"process {Cluster.Current.MyId}";
                    }
                    catch (InvalidOperationException e)
                    {
                        return e.Message;
                    }
                });
            }

            return await detached;
        }).Soon();
        Assert.Contains("does not run in a remote call", message, StringComparison.Ordinal);
    }

    /// <summary>A call does not leave its process behind on the thread that it ran on, nor with its caller.</summary>
    [Fact]
    public async Task Current_AfterACall_IsAsBefore()
    {
        await _head.RemoteCallFetchAsync(1, () => { });
        await _head.RemoteCall(1, () => { });
        Assert.Throws<InvalidOperationException>(() => Cluster.Current);
    }
}
