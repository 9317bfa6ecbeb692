using Microsoft.Extensions.Hosting;
using Orleans.Distributed.Hosting;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Everywhere;

/// <summary>Processes that nobody has launched, and that prepare to join.</summary>
public sealed class HandStartedTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Preparing_Succeeds_Joins()
    {
        using var notes = new Notes<int>();
        await Head.EverywhereAsync(() => notes.Add(Cluster.Current.MyId), forFuture: true).Soon();

        using IHost started = await StartAsync().Soon();

        Assert.Equal(2, Head.NProcs);
        int pid = Head.Workers[0];
        Assert.Equal([1, pid], notes.All);
        await Head.RmProcsAsync([pid]).Soon();
        await ProcessHost.StopAsync(started).AsTask().Soon();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Preparing_EndsBeforeItHasJoined_LeavesNoPlaceBehind(bool fails)
    {
        using var preparing = new Gate();
        await Head.EverywhereAsync(Prepare(preparing, fails), forFuture: true).Soon();
        using var giveUp = new CancellationTokenSource();
        Task<IHost> starting = StartAsync(giveUp.Token);
        await preparing.ArrivedAsync();
        if (!fails)
        {
            await giveUp.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<Exception>(() => starting.Soon());

        // The worker that was asked for had pid 2, and this one the next.
        await WaitExtensions.HoldsSoon(() => Head.GetWorkerState(3) == WorkerState.Exterminated);
        preparing.Open();
        Assert.Equal([4], await _cluster.AddProcsAsync(1, new AddProcsOptions { Topology = Topology.MasterWorker }).Soon());
    }

    private static Func<Task> Prepare(Gate preparing, bool fails) => async () =>
    {
        if (Cluster.Current.MyId == 3)
        {
            preparing.Arrive();
            await (fails ? throw new FormatException("cannot prepare") : preparing.PassAsync());
        }
    };

    /// <summary>Starts a silo as an operator would, without a pid.</summary>
    private async Task<IHost> StartAsync(CancellationToken cancellationToken = default)
    {
        var manager = new CapturingManager();
        await Assert.ThrowsAnyAsync<Exception>(() => Head.AddProcsAsync(manager, 1));
        return await WorkerSilo.StartAsync(WorkerStart.Decode(manager.Payload) with { Pid = 0 }, cancellationToken);
    }

    /// <summary>Launches nothing, and keeps what it takes to join.</summary>
    private sealed class CapturingManager : IClusterManager
    {
        public ReadOnlyMemory<byte> Payload { get; private set; }

        public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken)
        {
            Payload = workers[0].Payload;
            return workers.Select(worker => new LaunchResult(worker.Pid, new NotSupportedException("by hand"))).ToAsyncEnumerable();
        }
    }
}
