using Orleans.Distributed.ClusterManagers.Tests.Parent;
using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Launching;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests;

/// <summary>The manager as it works on systems other than Linux.</summary>
public sealed class LocalClusterManagerPortableTests
{
    [Fact]
    public async Task LaunchAsync_FourWorkers_RunAndEndInOrder()
    {
        var log = new OutputLog();
        var workers = await LaunchAsync(4, "notice", log);
        for (int i = 0; i < workers.Count; i++)
            Assert.Equal("listening", (await log.NextAsync()).Line);

        var exits = await Task.WhenAll(workers.Select(worker => worker.StopAsync(Limits.Generous)));

        Assert.All(exits, exit => Assert.Equal("ended with exit code 0", exit.ToString()));
        for (int i = 0; i < workers.Count; i++)
            Assert.Equal("asked to stop", (await log.NextAsync()).Line);
        Assert.Empty(log.Rest());
    }

    [Fact]
    public async Task KillAsync_BusyWorker_IsKilled()
    {
        var worker = Assert.Single(await LaunchAsync(1, "spin", new OutputLog()));

        var exit = await worker.KillAsync().WaitAsync(Limits.Generous);
        await worker.DisposeAsync();

        Assert.Equal(Signals.Kill, exit.Signal);
    }

    private static async Task<List<IWorkerProcess>> LaunchAsync(int count, string script, OutputLog log)
    {
        var manager = new LocalClusterManager(
            typeof(ScriptedWorker), TestManager.Options(log), RunningProgram.Current(), PortableChildProcess.Start);
        var results = await manager.LaunchAsync(
            [.. Enumerable.Range(2, count).Select(pid => TestManager.Launch(pid, script))], CancellationToken.None).ToListAsync();
        Assert.All(results, result => Assert.True(result.Succeeded, result.Error?.ToString()));
        return [.. results.Select(result => result.Process!)];
    }
}
