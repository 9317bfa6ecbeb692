using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

public sealed class JoinTimeoutTests
{
    [Fact]
    public async Task AddProcsAsync_WorkerNeverJoins_TimeoutNamesTheOptionAndProcessIsKilled()
    {
        await using ICluster cluster = await Distributed.Cluster.StartAsync(new DistributedOptions { JoinTimeout = TimeSpan.FromSeconds(2) });
        var manager = new RecordingManager(new LocalClusterManager(typeof(SilentWorker)));

        var error = await Assert.ThrowsAsync<AddProcsException>(() => cluster.AddProcsAsync(manager, 1).InTimeAsync());

        var timeout = Assert.IsType<TimeoutException>(Assert.Single(error.InnerExceptions));
        Assert.Contains("did not join within 00:00:02. It was killed.", timeout.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(DistributedOptions.JoinTimeout), timeout.Message, StringComparison.Ordinal);
        IWorkerProcess process = Assert.Single(await manager.Launched);
        Assert.Equal(Signals.Kill, (await process.Exited.InTimeAsync()).Signal);
        Assert.Equal([1], cluster.Procs);
    }
}
