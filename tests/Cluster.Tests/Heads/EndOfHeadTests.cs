using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses.Heads;

/// <summary>However the head ends, and whatever its workers do: two seconds later there is none.</summary>
[Trait("Fault", "F8")]
public sealed class EndOfHeadTests
{
    [Theory]
    [InlineData("idle")]
    [InlineData("spin")]
    [InlineData("block")]
    public async Task Head_Killed_WorkersEnd(string work)
    {
        await using HeadProcess head = await HeadProcess.StartAsync(2, work);

        Signals.Send(head.Id, Signals.Kill);

        await head.Exited;
        await head.AssertWorkersEndSoonAsync();
        Assert.Equal(128 + Signals.Kill, head.ExitCode);
    }

    [Fact]
    public async Task Head_KilledWhileAWorkerIsStopped_WorkersEnd()
    {
        await using HeadProcess head = await HeadProcess.StartAsync(2, "idle");
        Signals.Send(head.Workers[0].Id, Signals.Stop);
        await head.Workers[0].WaitUntilStoppedAsync();

        Signals.Send(head.Id, Signals.Kill);

        await head.Exited;
        await head.AssertWorkersEndSoonAsync();
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Head_SignalToItsGroup_HeadAndWorkersEnd(int signal)
    {
        await using HeadProcess head = await HeadProcess.StartAsync(2, "spin");

        Signals.Send(-head.Id, signal);

        await head.Exited;
        await head.AssertWorkersEndSoonAsync();
        Assert.Equal(128 + signal, head.ExitCode);
    }

    [Fact]
    public async Task Head_Terminated_HeadAndWorkersEnd()
    {
        await using HeadProcess head = await HeadProcess.StartAsync(2, "idle");

        Signals.Send(head.Id, Signals.Terminate);

        await head.Exited;
        await head.AssertWorkersEndSoonAsync();
    }

    [Theory]
    [InlineData("dispose", "idle", 0)]
    [InlineData("dispose", "spin", 0)]
    [InlineData("dispose", "block", 0)]
    [InlineData("return", "spin", 0)]
    [InlineData("exit", "spin", 3)]
    [InlineData("throw", "idle", 128 + Signals.Abort)]
    [InlineData("throw on a thread", "spin", 128 + Signals.Abort)]
    [InlineData("crash", "spin", 128 + Signals.Abort)]
    public async Task Head_EndsByItself_WorkersEnd(string end, string work, int exitCode)
    {
        await using HeadProcess head = await HeadProcess.StartAsync(2, work);

        await head.WriteLineAsync(end);

        await head.Exited;
        await head.AssertWorkersEndSoonAsync();
        Assert.Equal(exitCode, head.ExitCode);
    }
}
