using System.Diagnostics;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>Clusters that grow and shrink at the same time.</summary>
public sealed class GrowthTests(OwnHead head) : IClassFixture<OwnHead>
{
    private const int Callers = 4;

    private ICluster Cluster => head.Cluster;

    /// <summary>Removal and exit hang or leave workers behind (julia#45785, julia#37526, Distributed.jl#38).</summary>
    [Fact]
    public async Task AddAndRm_ManyCallersAtTheSameTime_NobodyIsLostOrLeft()
    {
        var processes = new List<int>();
        var pids = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            IReadOnlyList<int> first = await Cluster.AddProcsAsync(1);
            lock (pids)
            {
                pids.AddRange(first);
                processes.AddRange(Cluster.Processes.Where(p => first.Contains(p.Pid)).Select(p => p.OsProcessId));
            }

            // Everybody who joins is known to everybody who was there when the call returned.
            Assert.Equal(first[0], await Cluster.RemoteCallFetchAsync(first[0], () => Distributed.Cluster.Current.MyId));
            Task removing = Cluster.RmProcsAsync(first);
            IReadOnlyList<int> second = await Cluster.AddProcsAsync(1);
            await removing;
            int[] known = await Cluster.RemoteCallFetchAsync(second[0], () => Distributed.Cluster.Current.Procs.ToArray());
            Assert.Contains(second[0], known);
            Assert.DoesNotContain(first[0], known);
            lock (pids)
            {
                pids.AddRange(second);
            }
        }))).InTimeAsync();

        Assert.Equal(2 * Callers, pids.Distinct().Count());
        Assert.Equal(Callers, Cluster.NWorkers);
        foreach (int pid in Cluster.Workers)
        {
            Assert.Equal(Cluster.Procs, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.Procs.ToArray()).InTimeAsync());
        }

        await Cluster.RmProcsAsync(Cluster.Workers).InTimeAsync();
        Assert.Equal([1], Cluster.Procs);
        Assert.All(processes, id => Assert.False(IsRunning(id)));
    }

    /// <summary>Idempotent addprocs: ask for a total (Distributed.jl#77).</summary>
    [Fact]
    public async Task EnsureProcs_ManyCallersAtTheSameTime_AgreeOnTheSameWorkers()
    {
        IReadOnlyList<int>[] workers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Cluster.EnsureProcsAsync(2))).InTimeAsync();

        Assert.All(workers, pids => Assert.Equal(Cluster.Workers, pids));
        Assert.Equal(2, Cluster.NWorkers);
        await Cluster.RmProcsAsync(Cluster.Workers).InTimeAsync();
    }

    /// <summary>The order of the result follows the order of the request (Distributed.jl#8).</summary>
    [Fact]
    public async Task AddProcs_Several_AreInTheOrderOfTheRequest()
    {
        IReadOnlyList<int> pids = await Cluster.AddProcsAsync(3).InTimeAsync();

        Assert.Equal(Enumerable.Range(pids[0], 3), pids);
        await Cluster.RmProcsAsync(pids).InTimeAsync();
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
