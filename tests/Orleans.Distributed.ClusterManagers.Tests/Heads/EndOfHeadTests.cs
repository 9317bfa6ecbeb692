using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests.Heads;

/// <summary>However the head ends, and whatever its workers do: they end.</summary>
public sealed class EndOfHeadTests
{
    [Theory]
    [InlineData("wait")]
    [InlineData("spin")]
    [InlineData("deaf")]
    [InlineData("reluctant")]
    [InlineData("flood")]
    public async Task Head_Killed_WorkersEnd(string script)
    {
        await using var head = await HeadProcess.StartAsync("4", script);
        Assert.Equal(4, head.Workers.Count);
        Assert.All(head.Workers, worker => Assert.False(worker.HasEnded));

        Signals.Send(head.Id, Signals.Kill);

        Assert.Equal(new ChildExit(null, Signals.Kill), await head.Exited);
        await head.WaitUntilWorkersEndedAsync();
    }

    [Fact]
    public async Task Head_KilledWhileAWorkerIsStopped_WorkersEnd()
    {
        await using var head = await HeadProcess.StartAsync("2", "wait");
        Signals.Send(head.Workers[0].Id, Signals.Stop);
        await head.Workers[0].WaitUntilStoppedAsync();

        Signals.Send(head.Id, Signals.Kill);

        await head.WaitUntilWorkersEndedAsync();
    }

    [Fact]
    public async Task Head_KilledWhileWorkersAreBlockedOnFullOutput_WorkersEnd()
    {
        await using var head = await HeadProcess.StartAsync("2", "flood", "mute");
        foreach (var worker in head.Workers)
            await worker.WaitUntilBlockedOnPipeAsync();

        Signals.Send(head.Id, Signals.Kill);

        await head.WaitUntilWorkersEndedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Head_KilledWhileWorkersStart_NoneIsLeft(int started)
    {
        var marked = new MarkedProcesses();
        var environment = new Dictionary<string, string> { [MarkedProcesses.Variable] = marked.Marker, ["PATH"] = "/usr/bin:/bin" };
        var command = new ProcessCommand(Environment.ProcessPath!, [HeadProcess.Library, "6", "wait"], environment, "/");
        using var head = await LauncherThread.RunAsync(() => LinuxChildProcess.Start(command));
        await marked.WaitAsync(found => found.Count > started);

        Signals.Send(head.Id, Signals.Kill);

        await head.Exited.WaitAsync(Limits.Generous);
        await marked.WaitAsync(found => found.Count == 0);
    }

    [Fact]
    public async Task Head_StoppedThenKilled_WorkersEnd()
    {
        await using var head = await HeadProcess.StartAsync("2", "wait");
        Signals.Send(head.Id, Signals.Stop);
        await new ProcessWatch(head.Id).WaitUntilStoppedAsync();
        Assert.All(head.Workers, worker => Assert.False(worker.HasEnded));

        Signals.Send(head.Id, Signals.Kill);

        await head.WaitUntilWorkersEndedAsync();
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Head_GroupSignalled_HeadAndWorkersEnd(int signal)
    {
        await using var head = await HeadProcess.StartAsync("2", "spin");

        // As a terminal does on Ctrl-C: the whole group gets it.
        Signals.Send(-head.Id, signal);

        await head.Exited;
        await head.WaitUntilWorkersEndedAsync();
    }

    [Theory]
    [InlineData("exit", "wait")]
    [InlineData("exit", "spin")]
    [InlineData("exit", "reluctant")]
    [InlineData("crash", "wait")]
    [InlineData("crash", "spin")]
    public async Task Head_EndsWithoutStoppingThem_WorkersEnd(string end, string script)
    {
        await using var head = await HeadProcess.StartAsync("2", script);

        await head.WriteLineAsync(end);

        Assert.Equal(end == "exit" ? new ChildExit(0, null) : new ChildExit(null, 6), await head.Exited);
        await head.WaitUntilWorkersEndedAsync();
    }
}
