using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests.Heads;

public sealed class LimitsOfTheSystemTests
{
    [Fact]
    public async Task LaunchAsync_NotEnoughDescriptorsForAll_StartsSomeAndExplainsTheRest()
    {
        string command = $"ulimit -n 100; exec '{HeadProcess.Executable}' 20 wait";

        await using var head = await HeadProcess.StartAsync("/bin/sh", ["-c", command]);

        Assert.Equal(20, head.Workers.Count + head.Lines.Count);
        Assert.NotEmpty(head.Workers);
        Assert.NotEmpty(head.Lines);
        Assert.All(head.Lines, line => Assert.Matches("^failed [0-9]+ Worker [0-9]+ was not started: (this process has too many open files|the system refused memory)", line));
        Assert.All(head.Workers, worker => Assert.False(worker.HasEnded));
    }
}
