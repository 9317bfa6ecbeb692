using System.Diagnostics;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>
/// Starting many workers is slow or fails (julia#35425, Distributed#71, #139), and they get into each other's way when all of them
/// load the same code (julia#28412, #17320, #36184).
/// </summary>
public sealed class StartAsks
{
    private const int Count = 8;

    /// <summary>They are started at once and not one after another, in the order of their pids, and may have as long as the caller says.</summary>
    [Fact]
    public async Task Julia35425_ManyWorkers_StartTogetherAndLoadTheSameCodeAtOnce()
    {
        await using ICluster head = await Cluster.StartAsync(new DistributedOptions { JoinTimeout = Limits.Generous }).InTimeAsync();
        Task<DateTime> firstJoin = FirstJoinAsync(head);
        IReadOnlyList<int> pids = await head.AddProcsAsync(Count).InTimeAsync();

        Assert.Equal(Enumerable.Range(2, Count), pids);
        DateTime joined = await firstJoin.InTimeAsync();
        Assert.All(head.Processes.Where(p => p.Pid != 1), p => Assert.True(
            Process.GetProcessById(p.OsProcessId).StartTime < joined, $"Process {p.Pid} was started only when another one had joined."));

        // The code that they load here was not needed for their start: an assembly that nobody has loaded in a worker.
        string[] results = await Task.WhenAll(pids.Select(pid => head.RemoteCallFetchAsync(pid, Xunit.Sdk.ArgumentFormatter.EscapeString, "a\tb"))).InTimeAsync();
        Assert.All(results, result => Assert.Equal("a\\tb", result));
        int[] who = await Task.WhenAll(pids.Select(pid => head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId))).InTimeAsync();
        Assert.Equal(pids, who);
    }

    /// <summary>How long a worker may take is an option of the call.</summary>
    [Fact]
    public async Task Distributed139_JoinTimeout_IsAnOption()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        var manager = new LocalClusterManager(typeof(NeverJoins));

        AddProcsException error = await Assert.ThrowsAsync<AddProcsException>(
            () => head.AddProcsAsync(manager, 1, new AddProcsOptions { JoinTimeout = TimeSpan.FromSeconds(1) }).InTimeAsync());

        Assert.IsType<TimeoutException>(Assert.Single(error.InnerExceptions));
        Assert.Equal([1], head.Procs);
    }

    private static async Task<DateTime> FirstJoinAsync(ICluster head)
    {
        await foreach (WorkerEvent change in head.Events)
        {
            if (change is WorkerJoined)
            {
                break;
            }
        }

        return DateTime.Now;
    }

    /// <summary>A worker program that comes up and says nothing.</summary>
    public sealed class NeverJoins : IWorkerProgram
    {
        /// <inheritdoc/>
        public Task RunAsync(WorkerContext context)
        {
            ArgumentNullException.ThrowIfNull(context);
            return Task.Delay(Timeout.Infinite, context.Stopping).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
