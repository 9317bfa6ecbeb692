using System.Security.Cryptography;
using Orleans.Distributed.ClusterManagers.Tests.Parent;
using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests;

public sealed class LocalClusterManagerLaunchTests
{
    [Fact]
    public async Task LaunchAsync_EightAtOnce_AllRun()
    {
        var log = new OutputLog();
        var manager = new LocalClusterManager(typeof(ScriptedWorker), TestManager.Options(log));
        int[] pids = [9, 2, 7, 3, 8, 4, 6, 5];

        var results = await manager.LaunchAsync([.. pids.Select(pid => TestManager.Launch(pid, "say hello"))], CancellationToken.None).ToListAsync();

        Assert.All(results, result => Assert.True(result.Succeeded, result.Error?.ToString()));
        Assert.Equal(pids.Order(), results.Select(result => result.Pid).Order());
        Assert.All(results, result => Assert.Equal(result.Pid, result.Process!.Pid));
        Assert.Equal(8, results.Select(result => result.Process!.OsProcessId).Distinct().Count());
        List<string> lines = [];
        for (int i = 0; i < pids.Length; i++)
            lines.Add((await log.NextAsync()).Line);
        Assert.Equal(pids.Order().Select(pid => $"{pid}: hello"), lines.Order());
        var exits = await Task.WhenAll(results.Select(result => result.Process!.StopAsync(Limits.Generous)));
        Assert.All(exits, exit => Assert.Equal(0, exit.ExitCode));
    }

    [Fact]
    public async Task LaunchAsync_NoWorkers_ReturnsNone() =>
        Assert.Empty(await new LocalClusterManager(typeof(ScriptedWorker)).LaunchAsync([], CancellationToken.None).ToListAsync());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(1024 * 1024)]
    public async Task LaunchAsync_PayloadOfAnySize_ArrivesUnchanged(int extra)
    {
        byte[] payload = [.. "hash "u8, .. new byte[Math.Max(0, extra - 5)]];
        new Random(extra).NextBytes(payload.AsSpan(5));
        var log = new OutputLog();
        var manager = new LocalClusterManager(typeof(ScriptedWorker), TestManager.Options(log));

        var result = Assert.Single(await manager.LaunchAsync([new WorkerLaunch(2, payload)], CancellationToken.None).ToListAsync());

        Assert.True(result.Succeeded, result.Error?.ToString());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(payload)), (await log.NextAsync()).Line);
        await result.Process.DisposeAsync();
    }

    [Fact]
    public async Task LaunchAsync_Payload_IsNeitherOnTheCommandLineNorInTheEnvironment()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("say canary-7f3a", log);
        await log.NextAsync();

        foreach (string file in (string[])["cmdline", "environ"])
        {
            string text = await File.ReadAllTextAsync($"/proc/{worker.OsProcessId}/{file}");
            Assert.NotEmpty(text);
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("canary", TestManager.Launch(2, "say canary-7f3a").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LaunchAsync_PayloadTooLong_IsRefusedBeforeAnythingStarts()
    {
        var manager = new LocalClusterManager(typeof(ScriptedWorker));

        var error = Assert.Throws<ArgumentException>(() => manager.LaunchAsync([new WorkerLaunch(2, new byte[(1024 * 1024) + 1])], CancellationToken.None));

        Assert.Contains("payload of worker 2 has 1048577 bytes; at most 1048576", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-3)]
    public void LaunchAsync_PidOfNoWorker_IsRefused(int pid)
    {
        var manager = new LocalClusterManager(typeof(ScriptedWorker));

        var error = Assert.Throws<ArgumentException>(() => manager.LaunchAsync([TestManager.Launch(pid, "wait")], CancellationToken.None));

        Assert.Contains($"pid {pid}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LaunchAsync_Null_IsRefused()
    {
        var manager = new LocalClusterManager(typeof(ScriptedWorker));

        Assert.Throws<ArgumentNullException>(() => manager.LaunchAsync(null!, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => manager.LaunchAsync([null!], CancellationToken.None));
    }

    [Fact]
    public void LaunchAsync_AlreadyCancelled_StartsNothing()
    {
        var manager = new LocalClusterManager(typeof(ScriptedWorker));

        Assert.ThrowsAny<OperationCanceledException>(() => manager.LaunchAsync([TestManager.Launch(2, "wait")], new CancellationToken(true)));
    }

    [Fact]
    public async Task LaunchAsync_ProgramConstructorFails_ErrorHasItsMessage()
    {
        var manager = new LocalClusterManager(typeof(BrokenWorker), TestManager.Options(new OutputLog()));

        var result = Assert.Single(await manager.LaunchAsync([TestManager.Launch(4, "")], CancellationToken.None).ToListAsync());

        var error = Assert.IsType<WorkerLaunchException>(result.Error);
        Assert.False(result.Succeeded);
        Assert.Equal(4, error.Pid);
        Assert.Equal(2, error.Exit?.ExitCode);
        Assert.StartsWith("Worker 4 (os pid ", error.Message, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("broken on purpose", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_WorkerEndsBeforeItReadsItsPayload_ErrorHasItsStandardError()
    {
        var result = await TestManager.TryStartAsync("wait", TestManager.Options(new OutputLog(), options =>
        {
            options.RuntimeArguments.Add("--fx-version");
            options.RuntimeArguments.Add("1.2.3");
        }));

        var error = Assert.IsType<WorkerLaunchException>(result.Error);
        Assert.NotNull(error.Exit?.ExitCode);
        Assert.NotEmpty(error.Exit.StandardErrorTail);
        Assert.Contains("1.2.3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_NoWorkingDirectory_ErrorNamesIt()
    {
        var result = await TestManager.TryStartAsync("wait", new LocalOptions { WorkingDirectory = "/nowhere/at/all" });

        var error = Assert.IsType<WorkerLaunchException>(result.Error);
        Assert.Null(error.Exit);
        Assert.Contains("/nowhere/at/all does not exist", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(IWorkerProgram))]
    [InlineData(typeof(HiddenWorker))]
    [InlineData(typeof(DemandingWorker))]
    public void Constructor_TypeThatCannotRun_IsRefused(Type program)
    {
        var error = Assert.Throws<ArgumentException>(() => new LocalClusterManager(program));

        Assert.Contains(program.Name, error.Message, StringComparison.Ordinal);
    }
}
