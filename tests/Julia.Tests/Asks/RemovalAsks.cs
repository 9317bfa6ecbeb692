using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Workers get stuck or are left over when they are removed, and adding and removing at once goes wrong: julia#45785, #37526, Distributed#38.</summary>
public sealed class RemovalAsks
{
    [Fact]
    [Trait("Ask", "8")]
    public async Task Julia45785_WorkersAddedAndRemovedAtOnce_NoneIsLeft()
    {
        var processes = new System.Collections.Concurrent.ConcurrentBag<int>();
        await using (ICluster head = await Cluster.StartAsync().InTimeAsync())
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async caller =>
            {
                IReadOnlyList<int> added = await head.AddProcsAsync(1);
                int pid = added[0];
                processes.Add(await head.RemoteCallFetchAsync(pid, () => Environment.ProcessId));
                if (caller % 2 == 0)
                {
                    // One that does not look up from its work.
                    head.RemoteDo(pid, () => Thread.Sleep(Timeout.Infinite));
                }

                await head.RmProcsAsync([pid], new RmProcsOptions { StopTimeout = TimeSpan.FromSeconds(1) });
            })).InTimeAsync();

            Assert.Equal([1], head.Procs);
            processes.Add(await head.RemoteCallFetchAsync((await head.AddProcsAsync(1).InTimeAsync())[0], () => Environment.ProcessId).InTimeAsync());
        }

        Assert.Equal(5, processes.Distinct().Count());
        Assert.All(processes, id => Assert.False(Runs(id), $"Process {id} is left."));
    }

    /// <summary>Whether a process runs; one that only waits for its exit code to be read has ended.</summary>
    private static bool Runs(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
