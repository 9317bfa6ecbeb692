using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Grains;

namespace Orleans.Distributed.Benchmarks.Yardsticks;

/// <summary>A call of a grain on the engine in use, without anything of the product around it.</summary>
internal static class GrainCall
{
    /// <summary>Calls a second, from the worker to a grain at the head.</summary>
    public static Task<double> RateAsync(Bench bench, int inFlight, int times) =>
        bench.Cluster.RemoteCallFetchAsync(bench.Worker, MeasureAsync, inFlight, times);

    private static async Task<double> MeasureAsync(int inFlight, int times)
    {
        IClusterManagerGrain grain = CallContext.Current!.Services.GetRequiredService<IGrainFactory>().GetGrain<IClusterManagerGrain>(0);
        return await Clock.RateAsync(inFlight, times, () => grain.IsAlive(1));
    }
}
