using System.Diagnostics;

namespace Orleans.Distributed.RealProcesses;

public sealed class WorkerDeathTests
{
    [Fact]
    public async Task RemoteCallFetchAsync_WorkerKilledMeanwhile_ProcessExitedExceptionWithSignal()
    {
        await using ICluster cluster = await Distributed.Cluster.StartAsync();
        IReadOnlyList<int> pids = await cluster.AddProcsAsync(2);
        Assert.Equal([2, 3], pids);
        int osPid = await cluster.RemoteCallFetchAsync(2, () => Environment.ProcessId);
        Task<int> call = cluster.RemoteCallFetchAsync(2, async () =>
        {
            await Task.Delay(Timeout.Infinite);
            return 1;
        });
        Assert.NotEqual(Environment.ProcessId, osPid);
        long killed = Stopwatch.GetTimestamp();
        Process.GetProcessById(osPid).Kill();
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => call);
        Assert.Equal(9, error.Exit.Signal);
        Assert.Equal(CallOutcome.MayHaveRun, error.Outcome);
        Assert.True(Stopwatch.GetElapsedTime(killed) < TimeSpan.FromSeconds(10));
        Assert.Equal(3, await cluster.RemoteCallFetchAsync(3, () => Distributed.Cluster.Current.MyId));
    }
}
