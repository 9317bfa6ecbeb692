using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses.Heads;

/// <summary>What workers write reaches the head, and says from whom it comes.</summary>
public sealed class WorkerOutputTests
{
    [Fact]
    public async Task Console_WorkersWrite_HeadWritesItWithPrefix()
    {
        await using HeadProcess head = await HeadProcess.StartAsync(2, "say");
        await head.WriteLineAsync("dispose");
        string[] output = [.. head.Lines, .. (await head.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        await head.Exited;

        Assert.Equal(["From worker 2:\tto standard output", "From worker 3:\tto standard output"], output.Order());
        Assert.Equal(["From worker 2:\tto standard error", "From worker 3:\tto standard error"], head.Errors.Order());
        await head.AssertWorkersEndSoonAsync();
    }

    [Fact]
    public async Task Output_OwnReceiver_GetsLinesWithPidAndStream()
    {
        await using ICluster cluster = await Distributed.Cluster.StartAsync();
        await using WorkerGroup workers = await WorkerGroup.StartAsync(cluster, 1);

        await cluster.RemoteCallFetchAsync(workers[0], () =>
        {
            Console.WriteLine("a line");
            Console.Write("half a");
            Console.WriteLine(" line");
        }).InTimeAsync();

        Assert.Equal(new WorkerOutput(workers[0], WorkerOutputSource.StandardOutput, "a line"), await workers.Output.NextAsync());
        Assert.Equal(new WorkerOutput(workers[0], WorkerOutputSource.StandardOutput, "half a line"), await workers.Output.NextAsync());
    }
}
