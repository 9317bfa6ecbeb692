using System.Diagnostics;
using Orleans.Distributed.ClusterManagers.Tests.Parent;
using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests;

public sealed class LocalClusterManagerStopTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task StopAsync_WorkerThatListens_EndsInOrder()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("notice", log);
        Assert.Equal("listening", (await log.NextAsync()).Line);

        var exit = await worker.StopAsync(Limits.Generous);

        Assert.Equal("ended with exit code 0", exit.ToString());
        Assert.Equal("asked to stop", Assert.Single(log.Rest()).Line);
    }

    [Theory]
    [InlineData("spin", "spinning")]
    [InlineData("deaf", "deaf")]
    [InlineData("reluctant", "reluctant")]
    public async Task StopAsync_WorkerThatDoesNotEnd_IsKilled(string script, string firstLine)
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync(script, log);
        Assert.Equal(firstLine, (await log.NextAsync()).Line);

        var exit = await worker.StopAsync(Short);

        Assert.Equal(Signals.Kill, exit.Signal);
        Assert.Null(exit.ExitCode);
        Assert.Equal("was killed by signal 9", exit.ToString());
    }

    [Fact]
    public async Task StopAsync_Cancelled_KillsAtOnce()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("deaf", log);
        await log.NextAsync();

        var exit = await worker.StopAsync(TimeSpan.FromHours(1), new CancellationToken(true)).WaitAsync(Limits.Generous);

        Assert.Equal(Signals.Kill, exit.Signal);
    }

    [Fact]
    public async Task StopAsync_StoppedWorker_IsKilled()
    {
        await using var worker = await TestManager.StartAsync("wait", new OutputLog());
        Signals.Send(worker.OsProcessId, Signals.Stop);
        await new ProcessWatch(worker.OsProcessId).WaitUntilStoppedAsync();

        var exit = await worker.StopAsync(Short);

        Assert.Equal(Signals.Kill, exit.Signal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public async Task StopAsync_TimeoutOutOfRange_IsRefused(int seconds)
    {
        await using var worker = await TestManager.StartAsync("wait", new OutputLog());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => worker.StopAsync(TimeSpan.FromSeconds(seconds)));

        Assert.False(worker.Exited.IsCompleted);
    }

    [Fact]
    public async Task StopAsync_ManyAtOnceAndAgain_AllSeeOneEnd()
    {
        await using var worker = await TestManager.StartAsync("wait", new OutputLog());

        var exits = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => worker.StopAsync(Limits.Generous)));
        var later = await worker.StopAsync();
        var killed = await worker.KillAsync();

        Assert.All([.. exits, later, killed], exit => Assert.Equal("ended with exit code 0", exit.ToString()));
    }

    [Fact]
    public async Task StopAsync_WorkerBlockedOnItsFullOutput_IsKilled()
    {
        using var received = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        await using var worker = await TestManager.StartAsync("flood", new LocalOptions
        {
            Output = _ =>
            {
                received.Release();
                release.Wait();
            },
        });
        Assert.True(await received.WaitAsync(Limits.Generous));

        // Its pipe fills up, and nobody empties it.
        var exit = await worker.StopAsync(Short);
        release.Set();

        Assert.Equal(Signals.Kill, exit.Signal);
    }

    [Fact]
    public async Task DisposeAsync_Twice_KillsOnce()
    {
        var worker = await TestManager.StartAsync("deaf", new OutputLog());
        var watch = new ProcessWatch(worker.OsProcessId);

        await worker.DisposeAsync();
        await worker.DisposeAsync();

        Assert.True(watch.HasEnded);
        Assert.Equal(Signals.Kill, (await worker.Exited).Signal);
    }

    [Fact]
    public async Task Worker_Terminated_EndsInOrder()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("notice", log);
        await log.NextAsync();

        Signals.Send(worker.OsProcessId, Signals.Terminate);
        var exit = await worker.Exited.WaitAsync(Limits.Generous);

        Assert.Equal("ended with exit code 0", exit.ToString());
        Assert.Equal("asked to stop", Assert.Single(log.Rest()).Line);
    }

    [Theory]
    [InlineData("deaf", 4)]
    [InlineData("spin", 4)]
    public async Task Worker_TerminatedButBusy_EndsItselfAfterTheStopTimeout(string script, int exitCode)
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync(script, log, options => options.StopTimeout = Short);
        await log.NextAsync();

        Signals.Send(worker.OsProcessId, Signals.Terminate);
        var exit = await worker.Exited.WaitAsync(Limits.Generous);

        Assert.Equal(exitCode, exit.ExitCode);
    }

    [Fact]
    public async Task Worker_ExitHandlerHangs_EndsItselfWithItsExitCode()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("reluctant-exit", log, options => options.StopTimeout = Short);

        var exit = await worker.Exited.WaitAsync(Limits.Generous);

        Assert.Equal(0, exit.ExitCode);
    }

    [Fact]
    public async Task Worker_Interrupted_GoesOn()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("notice", log);
        await log.NextAsync();

        Signals.Send(worker.OsProcessId, Signals.Interrupt);
        var exit = await worker.StopAsync(Limits.Generous);

        Assert.Equal("ended with exit code 0", exit.ToString());
    }

    [Fact]
    public async Task LaunchAsync_CancelledWhileStarting_LeavesNoProcess()
    {
        var marked = new MarkedProcesses();
        var manager = new LocalClusterManager(typeof(ScriptedWorker), TestManager.Options(new OutputLog(), options =>
            options.EnvironmentVariables[MarkedProcesses.Variable] = marked.Marker));
        using var cancellation = new CancellationTokenSource();

        var launch = manager.LaunchAsync([.. Enumerable.Range(2, 4).Select(pid => TestManager.Launch(pid, "wait"))], cancellation.Token).ToListAsync().AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => launch);
        Assert.Empty(marked.Find());
    }

    [Fact]
    public async Task LaunchAsync_StartTimeoutPasses_KillsAndExplains()
    {
        var started = Stopwatch.GetTimestamp();

        var result = await TestManager.TryStartAsync("wait", TestManager.Options(new OutputLog(), options =>
            options.StartTimeout = TimeSpan.FromMilliseconds(1)));

        var error = Assert.IsType<WorkerLaunchException>(result.Error);
        Assert.Contains("did not come up within 0.001 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("LocalOptions.StartTimeout", error.Message, StringComparison.Ordinal);
        Assert.Equal(Signals.Kill, error.Exit?.Signal);
        Assert.True(Stopwatch.GetElapsedTime(started) < Limits.Generous);
    }
}
