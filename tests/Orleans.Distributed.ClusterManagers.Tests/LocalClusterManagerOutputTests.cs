using Orleans.Distributed.ClusterManagers.Tests.Parent;
using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests;

public sealed class LocalClusterManagerOutputTests
{
    [Fact]
    public async Task Output_LinesOfAMegabyte_ArriveWhole()
    {
        const int Size = 1_000_000;

        var (_, output) = await TestManager.RunAsync($"lines 5 {Size}");

        Assert.Equal(Enumerable.Range(0, 5).Select(i => new string((char)('a' + i), Size)), output.Select(line => line.Line));
    }

    [Fact]
    public async Task Output_ManyLines_ArriveInOrder()
    {
        var (_, output) = await TestManager.RunAsync("lines 20000 7");

        Assert.Equal(20_000, output.Count);
        for (int i = 0; i < output.Count; i++)
            Assert.Equal(new WorkerOutput(2, WorkerOutputSource.StandardOutput, new string((char)('a' + (i % 26)), 7)), output[i]);
    }

    [Fact]
    public async Task Output_LastLineWithoutEnd_Arrives()
    {
        var (_, output) = await TestManager.RunAsync("write first\\nlast");

        Assert.Equal(["first", "last"], output.Select(line => line.Line));
    }

    [Fact]
    public async Task Output_CarriageReturns_EndLines()
    {
        var (_, output) = await TestManager.RunAsync("write 10%\\r20%\\r\\ndone\\r\\n");

        Assert.Equal(["10%", "20%", "done"], output.Select(line => line.Line));
    }

    [Fact]
    public async Task Output_ManyWorkers_IsReceivedOneLineAtATime()
    {
        int inside = 0;
        List<WorkerOutput> received = [];
        var manager = new LocalClusterManager(typeof(ScriptedWorker), new LocalOptions
        {
            Output = line =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                received.Add(line);
                Interlocked.Decrement(ref inside);
            },
        });

        var results = await manager.LaunchAsync(
            [.. Enumerable.Range(2, 4).Select(pid => TestManager.Launch(pid, "lines 2000 30"))], CancellationToken.None).ToListAsync();
        await Task.WhenAll(results.Select(result => result.Process!.Exited)).WaitAsync(Limits.Generous);

        Assert.Equal([2, 3, 4, 5], received.Select(line => line.Pid).Distinct().Order());
        Assert.Equal(8000, received.Count);
    }

    [Fact]
    public async Task Output_ReceiverThrows_WorkerAndLaterLinesGoOn()
    {
        var log = new OutputLog();
        await using var worker = await TestManager.StartAsync("lines 3 4", new LocalOptions
        {
            Output = line =>
            {
                log.Write(line);
                throw new InvalidOperationException("the receiver is broken");
            },
        });

        var exit = await worker.Exited.WaitAsync(Limits.Generous);

        Assert.Equal(0, exit.ExitCode);
        Assert.Equal(["aaaa", "bbbb", "cccc"], log.Rest().Select(line => line.Line));
    }
}
