using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Julia.Support;

/// <summary>What tests of the life of references look at.</summary>
internal static class References
{
    public static async Task<bool> IsOwnedAsync(this ICluster cluster, RemoteReference reference) =>
        await cluster.Diagnostics.FindAsync(reference).InTimeAsync() is not null;

    public static async Task<IReadOnlyList<int>> HoldersAsync(this ICluster cluster, RemoteReference reference) =>
        (await cluster.Diagnostics.FindAsync(reference).InTimeAsync())?.Holders ?? [];

    /// <summary>Waits until the owner lets go of something, collecting garbage at the given processes meanwhile.</summary>
    public static Task ReleasedAsync(this ICluster cluster, RemoteReference reference, params int[] collectAt) =>
        HoldsAsync(
            async () =>
            {
                foreach (int pid in collectAt)
                {
                    await cluster.RemoteCallFetchAsync(pid, CollectGarbage).InTimeAsync();
                }

                return !await cluster.IsOwnedAsync(reference);
            });

    /// <summary>Asks again until something is so that nothing announces.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begin) < Limits.Generous, $"It never became true: {text}");
            await Task.Delay(5);
        }
    }

    public static void CollectGarbage()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
