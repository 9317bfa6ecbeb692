using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests.Heads;

public sealed class LimitsOfTheSystemTests
{
    [Fact]
    public async Task LaunchAsync_NotEnoughDescriptorsForAll_StartsSomeAndExplainsTheRest()
    {
        // Far more than the runtime itself needs while it starts: one that finds none left then aborts, whatever it runs.
        string command = $"ulimit -n 160; exec '{HeadProcess.Executable}' 40 wait";

        await using var head = await HeadProcess.StartAsync("/bin/sh", ["-c", command]);

        Assert.Equal(40, head.Workers.Count + head.Lines.Count);
        Assert.NotEmpty(head.Workers);
        Assert.NotEmpty(head.Lines);
        Assert.All(head.Lines, line => Assert.Matches("^failed [0-9]+ Worker [0-9]+ was not started: (this process has too many open files|the system refused memory)", line));
        Assert.All(head.Workers, worker => Assert.False(worker.HasEnded));
    }
}
