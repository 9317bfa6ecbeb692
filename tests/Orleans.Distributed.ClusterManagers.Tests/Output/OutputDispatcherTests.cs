using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Output;

namespace Orleans.Distributed.ClusterManagers.Tests.Output;

public sealed class OutputDispatcherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    public async Task DeliverAsync_AgainAndAgain_DeliversInOrder(int linger)
    {
        List<string> received = [];
        var dispatcher = new OutputDispatcher(output => received.Add(output.Line), TimeSpan.FromMilliseconds(linger));

        for (int i = 0; i < 1000; i++)
            await dispatcher.DeliverAsync(2, WorkerOutputSource.StandardOutput, [$"{i}", "and"]).WaitAsync(Limits.Generous);

        Assert.Equal(Enumerable.Range(0, 1000).SelectMany(i => (string[])[$"{i}", "and"]), received);
    }

    [Fact]
    public async Task DeliverAsync_FromManyWorkers_LosesNothing()
    {
        List<WorkerOutput> received = [];
        var dispatcher = new OutputDispatcher(received.Add, TimeSpan.Zero);

        await Task.WhenAll(Enumerable.Range(2, 8).Select(pid => Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
                await dispatcher.DeliverAsync(pid, WorkerOutputSource.StandardError, [$"{i}"]);
        }))).WaitAsync(Limits.Generous);

        foreach (var worker in received.GroupBy(output => output.Pid))
            Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), worker.Select(output => output.Line));
        Assert.Equal(8 * 500, received.Count);
    }

    [Fact]
    public void DeliverAsync_NoLines_IsDone() =>
        Assert.True(new OutputDispatcher(null, TimeSpan.Zero).DeliverAsync(2, WorkerOutputSource.StandardOutput, []).IsCompletedSuccessfully);
}
