using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What <see cref="Grain"/> offers, for classes that implement <see cref="IGrainBase"/> alone.</summary>
public static class GrainBaseExtensions
{
    /// <summary>Ends the activation once the calls it is working on are done.</summary>
    /// <param name="grain">The grain.</param>
    public static void DeactivateOnIdle(this IGrainBase grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        grain.GrainContext.ActivationServices.GetRequiredService<IGrainRuntime>().DeactivateOnIdle(grain.GrainContext);
    }
}
