using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Memory of other processes is not freed: Distributed#26, #25, julia#25847 and others.</summary>
[Collection(nameof(FourWorkers))]
public sealed class MemoryAsks(FourWorkers cluster)
{
    private const int Count = 16;
    private const int Size = 4 << 20;

    private ICluster Head => cluster.Head;

    /// <summary>The head's garbage collector knows nothing of the big values elsewhere, and need not: they go when their handles are disposed.</summary>
    [Fact]
    public async Task Distributed26_BigValuesDisposed_AreFreedAtTheirOwner()
    {
        int pid = cluster.Workers[1];
        long before = await UsedAsync(pid);
        var futures = new List<Future<byte[]>>();
        for (int i = 0; i < Count; i++)
        {
            futures.Add(await Head.RemoteCallWaitAsync(pid, () => new byte[Size]).InTimeAsync());
        }

        Assert.InRange(await UsedAsync(pid) - before, (long)Count * Size * 9 / 10, long.MaxValue);
        foreach (Future<byte[]> future in futures)
        {
            await future.DisposeAsync();
        }

        await FreedAsync(pid, before);
    }

    /// <summary>Nor when they were fetched: the owner keeps nothing for those who have the value.</summary>
    [Fact]
    public async Task Distributed25_BigValuesSentOnAndFetched_AreFreedAtTheirOwner()
    {
        (int owner, int other) = (cluster.Workers[2], cluster.Workers[3]);
        long before = await UsedAsync(owner);
        for (int i = 0; i < Count; i++)
        {
            Future<byte[]> future = await Head.RemoteCallWaitAsync(owner, () => new byte[Size]).InTimeAsync();
            Assert.Equal(Size, await Head.RemoteCallFetchAsync(other, async f => (await f.FetchAsync()).Length, future).InTimeAsync());
            await future.DisposeAsync();
        }

        await FreedAsync(owner, before);
    }

    private async Task FreedAsync(int pid, long before)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        long left;
        while ((left = await UsedAsync(pid) - before) > Count * Size / 10)
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < Limits.Generous, $"{left} bytes are still used at process {pid}.");
        }
    }

    private Task<long> UsedAsync(int pid) => Head.RemoteCallFetchAsync(pid, () => GC.GetTotalMemory(forceFullCollection: true)).InTimeAsync();
}
