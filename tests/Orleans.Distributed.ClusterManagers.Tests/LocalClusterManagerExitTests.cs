using System.Globalization;
using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Output;

namespace Orleans.Distributed.ClusterManagers.Tests;

public sealed class LocalClusterManagerExitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(137)]
    [InlineData(143)]
    [InlineData(255)]
    public async Task Exited_WorkerExits_HasItsCodeAndNoSignal(int code)
    {
        var (exit, _) = await TestManager.RunAsync($"exit {code}");

        Assert.Equal(code, exit.ExitCode);
        Assert.Null(exit.Signal);
        Assert.Equal($"ended with exit code {code}", exit.ToString());
    }

    [Fact]
    public async Task Exited_WorkerKilledFromOutside_HasTheSignal()
    {
        await using var worker = await TestManager.StartAsync("spin", new OutputLog());

        Signals.Send(worker.OsProcessId, Signals.Kill);
        var exit = await worker.Exited.WaitAsync(Limits.Generous);

        Assert.Null(exit.ExitCode);
        Assert.Equal(9, exit.Signal);
    }

    [Fact]
    public async Task Exited_WorkerCrashes_HasSignalAndLastWords()
    {
        var (exit, _) = await TestManager.RunAsync("failfast the reactor is on fire");

        Assert.Equal(6, exit.Signal);
        Assert.Contains(exit.StandardErrorTail, line => line.Contains("the reactor is on fire", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exited_ProgramFails_HasCodeOneAndTheException()
    {
        var (exit, _) = await TestManager.RunAsync("throw no such luck");

        Assert.Equal(1, exit.ExitCode);
        Assert.Contains("Worker 2 failed: System.InvalidOperationException: no such luck", exit.StandardErrorTail);
    }

    [Fact]
    public async Task Exited_MuchStandardError_KeepsTheLastLines()
    {
        var (exit, output) = await TestManager.RunAsync("complain 1000");

        Assert.Equal(5, exit.ExitCode);
        Assert.Equal(1000, output.Count);
        Assert.All(output, line => Assert.Equal(WorkerOutputSource.StandardError, line.Source));
        var expected = Enumerable.Range(1000 - StandardErrorTail.MostLines, StandardErrorTail.MostLines).Select(i => $"complaint {i}");
        Assert.Equal(expected, exit.StandardErrorTail);
    }

    [Fact]
    public async Task Exited_WorkerLeftAProcessInItsGroup_EndsThatToo()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("leave exec sleep 1000", log);
        var left = await LeftProcessAsync(log);

        await worker.StopAsync(Limits.Generous);

        await left.WaitUntilEndedAsync();
    }

    [Fact]
    public async Task KillAsync_WorkerStartedAProcess_EndsThatToo()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("leave exec sleep 1000", log);
        var left = await LeftProcessAsync(log);

        await worker.KillAsync();

        await left.WaitUntilEndedAsync();
    }

    [Fact]
    public async Task Exited_ProcessOutsideTheGroupHoldsTheOutput_CompletesAllTheSame()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("leave exec setsid sleep 1000", log);
        var left = await LeftProcessAsync(log);
        await left.WaitForCommandAsync("sleep");

        var exit = await worker.StopAsync(Limits.Generous).WaitAsync(Limits.Generous);

        Assert.Equal(0, exit.ExitCode);
        Assert.False(left.HasEnded);
        Signals.Send(left.Id, Signals.Kill);
    }

    private static async Task<ProcessWatch> LeftProcessAsync(OutputLog log)
    {
        string line = (await log.NextAsync()).Line;
        Assert.StartsWith("left ", line, StringComparison.Ordinal);
        return new ProcessWatch(int.Parse(line["left ".Length..], CultureInfo.InvariantCulture));
    }
}
