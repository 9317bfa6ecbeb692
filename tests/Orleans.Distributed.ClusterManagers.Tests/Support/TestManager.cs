using System.Text;
using Orleans.Distributed.ClusterManagers.Tests.Parent;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>Launches scripted workers from the test runner.</summary>
internal static class TestManager
{
    public static WorkerLaunch Launch(int pid, string script) => new(pid, Encoding.UTF8.GetBytes(script));

    public static LocalOptions Options(OutputLog log, Action<LocalOptions>? configure = null)
    {
        var options = new LocalOptions { Output = log.Write };
        configure?.Invoke(options);
        return options;
    }

    public static async Task<LaunchResult> TryStartAsync(string script, LocalOptions options)
    {
        var manager = new LocalClusterManager(typeof(ScriptedWorker), options);
        return Assert.Single(await manager.LaunchAsync([Launch(2, script)], CancellationToken.None).ToListAsync());
    }

    public static async Task<IWorkerProcess> StartAsync(string script, LocalOptions options)
    {
        var result = await TryStartAsync(script, options);
        Assert.True(result.Succeeded, result.Error?.ToString());
        return result.Process;
    }

    public static Task<IWorkerProcess> StartAsync(string script, OutputLog log, Action<LocalOptions>? configure = null) =>
        StartAsync(script, Options(log, configure));

    /// <summary>Runs a worker that ends by itself, and returns how, with all it wrote.</summary>
    public static async Task<(WorkerExit Exit, List<WorkerOutput> Output)> RunAsync(string script, Action<LocalOptions>? configure = null)
    {
        var log = new OutputLog();
        await using var worker = await StartAsync(script, log, configure);
        var exit = await worker.Exited.WaitAsync(Limits.Generous);
        return (exit, log.Rest());
    }

    /// <summary>Runs a worker that writes one line and completes.</summary>
    public static async Task<string> AskAsync(string script, Action<LocalOptions>? configure = null)
    {
        var (exit, output) = await RunAsync(script, configure);
        Assert.Equal("ended with exit code 0", exit.ToString());
        return Assert.Single(output).Line;
    }
}
