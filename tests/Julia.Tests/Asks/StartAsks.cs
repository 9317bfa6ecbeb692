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
    [Trait("Ask", "6")]
    public async Task Julia35425_ManyWorkers_StartTogether()
    {
        await using ICluster head = await Cluster.StartAsync(new DistributedOptions { JoinTimeout = Limits.Generous }).InTimeAsync();
        Task<DateTime> firstJoin = FirstJoinAsync(head);
        IReadOnlyList<int> pids = await head.AddProcsAsync(Count).InTimeAsync();

        Assert.Equal(Enumerable.Range(2, Count), pids);
        DateTime joined = await firstJoin.InTimeAsync();
        Assert.All(head.Processes.Where(p => p.Pid != 1), p => Assert.True(
            Process.GetProcessById(p.OsProcessId).StartTime < joined, $"Process {p.Pid} was started only when another one had joined."));
    }

    /// <summary>
    /// All workers, on several threads each, need an assembly at once that none of them has loaded, and a class that none has initialized.
    /// </summary>
    [Fact]
    [Trait("Ask", "18")]
    public async Task Julia28412_ManyWorkersLoadTheSameCode_EachLoadsItOnce()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(4).InTimeAsync();
        Assert.All(await head.EverywhereAsync(pids, CountOfAssembly).InTimeAsync(), count => Assert.Equal(0, count));

        string[] results = await Task.WhenAll(
            Enumerable.Range(0, 16 * pids.Count).Select(i => head.RemoteCallFetchAsync(pids[i % pids.Count], UseCode, "a\tb"))).InTimeAsync();

        Assert.All(results, result => Assert.Equal("a\\tb", result));
        Assert.All(await head.EverywhereAsync(pids, CountOfAssembly).InTimeAsync(), count => Assert.Equal(1, count));
        Assert.All(await head.EverywhereAsync(pids, static () => Initialized.Count).InTimeAsync(), count => Assert.Equal(1, count));
    }

    /// <summary>How long a worker may take is an option of the call.</summary>
    [Fact]
    [Trait("Ask", "6")]
    public async Task Distributed139_JoinTimeout_IsAnOption()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        var manager = new LocalClusterManager(typeof(NeverJoins));

        AggregateException error = await Assert.ThrowsAsync<AggregateException>(
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

    private static int CountOfAssembly() => AppDomain.CurrentDomain.GetAssemblies().Count(assembly => assembly.GetName().Name == "xunit.assert");

    private static string UseCode(string text) => Initialized.Escape(text);

    /// <summary>A class that takes a while to be initialized, so that others come meanwhile.</summary>
    private static class Initialized
    {
        public static readonly Func<string, string> Escape = Initialize();

        private static int _count;

        public static int Count => _count;

        private static Func<string, string> Initialize()
        {
            Interlocked.Increment(ref _count);
            Thread.SpinWait(1_000_000);
            return Xunit.Sdk.ArgumentFormatter.EscapeString;
        }
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
