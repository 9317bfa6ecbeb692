using System.Diagnostics;

namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>What a test waits for in a cluster.</summary>
internal static class Clusters
{
    /// <summary>Waits until a process knows that another one is gone.</summary>
    public static async Task WaitUntilGoneAsync(this ICluster cluster, int pid, int observer)
    {
        long start = Stopwatch.GetTimestamp();
        while (await cluster.RemoteCallFetchAsync(observer, Knows, pid).InTimeAsync())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limits.Generous, $"Process {observer} still lists process {pid}.");
            await Task.Delay(5);
        }

        static bool Knows(int pid) => Cluster.Current.Procs.Contains(pid);
    }

    /// <summary>Asserts that a call fails because its process is gone, soon after <paramref name="since"/>.</summary>
    public static async Task<ProcessExitedException> FailsSoonAsync(this Task call, long since)
    {
        var error = await Assert.ThrowsAsync<ProcessExitedException>(() => call.InTimeAsync());
        TimeSpan took = Stopwatch.GetElapsedTime(since);
        Assert.True(took < Limits.DeathNotice, $"The caller heard of the death after {took}.");
        return error;
    }
}
