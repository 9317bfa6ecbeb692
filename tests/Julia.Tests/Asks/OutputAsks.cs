using System.Collections.Concurrent;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Control of what workers write: Distributed#51, #157, julia#38482, Malt#82 and others.</summary>
public sealed class OutputAsks
{
    /// <summary>Each line arrives with the worker and the stream that it came from, in order, wherever the program wants it.</summary>
    [Fact]
    [Trait("Ask", "19")]
    public async Task Distributed51_OutputOfWorkers_ArrivesWithPidAndStream()
    {
        using var lines = new BlockingCollection<WorkerOutput>();
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        IReadOnlyList<int> pids = await head.AddProcsAsync(2, new LocalOptions { Output = lines.Add }).InTimeAsync();

        foreach (int pid in pids)
        {
            await head.RemoteCallFetchAsync(pid, () =>
            {
                for (int i = 0; i < 20; i++)
                {
                    Console.WriteLine($"out {i}");
                    Console.Error.WriteLine($"err {i}");
                }

                Console.Write("no end");
                Console.Out.Flush();
            }).InTimeAsync();
        }

        await head.RmProcsAsync(pids).InTimeAsync();
        using var limit = new CancellationTokenSource(Limits.Generous);
        var seen = new List<WorkerOutput>();
        while (seen.Count < 2 * 41)
        {
            seen.Add(lines.Take(limit.Token));
        }

        foreach (int pid in pids)
        {
            Assert.Equal(
                [.. Enumerable.Range(0, 20).Select(i => $"out {i}"), "no end"],
                seen.Where(l => l.Pid == pid && l.Source == WorkerOutputSource.StandardOutput).Select(l => l.Line));
            Assert.Equal(
                Enumerable.Range(0, 20).Select(i => $"err {i}"),
                seen.Where(l => l.Pid == pid && l.Source == WorkerOutputSource.StandardError).Select(l => l.Line));
        }
    }
}
