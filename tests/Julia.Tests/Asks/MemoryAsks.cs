using System.Diagnostics;
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
    [Trait("Ask", "12")]
    public async Task Distributed26_BigValuesDisposed_AreFreedAtTheirOwner()
    {
        int pid = cluster.Workers[1];
        var name = Guid.NewGuid();
        var futures = new List<Future<byte[]>>();
        for (int i = 0; i < Count; i++)
        {
            futures.Add(await Head.RemoteCallWaitAsync(pid, BigValues.Make, name).InTimeAsync());
        }

        Assert.Equal(Count, await Head.RemoteCallFetchAsync(pid, BigValues.CountLiving, name).InTimeAsync());
        foreach (Future<byte[]> future in futures)
        {
            await future.DisposeAsync();
        }

        await FreedAsync(pid, name);
    }

    /// <summary>Nor when they were sent on and fetched: the owner keeps nothing for those who have the value.</summary>
    [Fact]
    [Trait("Ask", "12")]
    public async Task Distributed25_BigValuesSentOnAndFetched_AreFreedAtTheirOwner()
    {
        (int owner, int other) = (cluster.Workers[2], cluster.Workers[3]);
        var name = Guid.NewGuid();
        for (int i = 0; i < Count; i++)
        {
            Future<byte[]> future = await Head.RemoteCallWaitAsync(owner, BigValues.Make, name).InTimeAsync();
            Assert.Equal(Size, await Head.RemoteCallFetchAsync(other, async f => (await f.FetchAsync()).Length, future).InTimeAsync());
            await future.DisposeAsync();
        }

        await FreedAsync(owner, name);
    }

    private async Task FreedAsync(int pid, Guid name)
    {
        long start = Stopwatch.GetTimestamp();
        int left;
        while ((left = await Head.RemoteCallFetchAsync(pid, BigValues.CountLiving, name).InTimeAsync()) > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limits.Generous, $"{left} of {Count} values are still kept at process {pid}.");
        }
    }

    /// <summary>The big values of a process, as its garbage collector sees them.</summary>
    private static class BigValues
    {
        private static readonly Dictionary<Guid, List<WeakReference>> Made = [];

        public static byte[] Make(Guid name)
        {
            byte[] value = new byte[Size];
            lock (Made)
            {
                if (!Made.TryGetValue(name, out List<WeakReference>? values))
                {
                    Made.Add(name, values = []);
                }

                values.Add(new WeakReference(value));
            }

            return value;
        }

        public static int CountLiving(Guid name)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            lock (Made)
            {
                return Made[name].Count(value => value.IsAlive);
            }
        }
    }
}
