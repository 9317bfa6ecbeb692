using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Benchmarks.Grains;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Benchmarks.Yardsticks;

/// <summary>Calls of a grain on the engine in use, without anything of the product around them.</summary>
internal static class GrainCall
{
    /// <summary>For the head: a grain that lives at a worker.</summary>
    public static async Task<IEchoGrain> PlaceAsync(ICluster cluster, int worker)
    {
        // Whoever calls it first has it.
        await cluster.RemoteCallFetchAsync(worker, pid => GrainAt(pid).AddAsync(1), worker);
        return await cluster.RemoteCallFetchAsync(cluster.MyId, GrainAt, worker);
    }

    private static IEchoGrain GrainAt(int worker) => CallContext.Current!.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>(worker);
}
