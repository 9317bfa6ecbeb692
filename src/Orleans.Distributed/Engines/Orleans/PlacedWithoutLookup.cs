using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Placement;
using Orleans.GrainDirectory;
using Orleans.Metadata;
using Orleans.Runtime.GrainDirectory;

namespace Orleans.Distributed.Hosting;

/// <summary>
/// The directory of the grains whose key says where they are. It knows nothing, so that their placement is always asked. Microsoft Orleans
/// looks for every grain in a directory before, also where the placement uses none; a silo that has just died and keeps a part of the usual
/// directory would then fail calls between others.
/// </summary>
internal sealed class PlacedWithoutLookup : IGrainDirectory, IGrainDirectoryResolver
{
    private static readonly string[] Strategies = [nameof(ProcessPlacementStrategy), nameof(HeadPlacementStrategy)];

    public bool TryResolveGrainDirectory(GrainType grainType, GrainProperties? properties, [NotNullWhen(true)] out IGrainDirectory? grainDirectory)
    {
        bool isOurs = properties is not null
            && properties.Properties.TryGetValue(WellKnownGrainTypeProperties.PlacementStrategy, out string? strategy)
            && Strategies.Contains(strategy);
        grainDirectory = isOurs ? this : null;
        return isOurs;
    }

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(null);

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;
}
