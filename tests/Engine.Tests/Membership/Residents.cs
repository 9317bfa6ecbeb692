namespace Engine.Tests.Membership;

/// <summary>Finds grains by the silo they live in.</summary>
internal static class Residents
{
    /// <summary>The key of a grain that was activated in <paramref name="silo"/>.</summary>
    public static async Task<string> FindAsync(TestCluster cluster, SiloHandle silo)
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var key = Unique.Key();
            if ((await cluster.Client.GetGrain<IResidentGrain>(key).GetSilo()).Equals(silo.SiloAddress)) return key;
        }

        throw new InvalidOperationException($"None of 1000 grains placed at random lives in {silo.SiloAddress}.");
    }

    /// <summary>Repeats a call for as long as it fails because a silo is gone.</summary>
    public static async Task<T> PersistAsync<T>(Func<Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Limits.Event);
        while (true)
        {
            try
            {
                return await call();
            }
            catch (OrleansMessageRejectionException) when (!limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
