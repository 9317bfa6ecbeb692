using System.Collections.Concurrent;
using Orleans.Distributed.Membership;
using Orleans.Runtime.Placement;

namespace Orleans.Distributed.Placement;

/// <summary>
/// Finds the head's silo: the one that this process was told to join through, or that process 1 is at. Where there is no head any
/// more, or none was named, it is the silo that was started first, on which all silos agree.
/// </summary>
/// <remarks>
/// A silo learns that another one is there a moment before it learns which grains that one has. In between, the head is not
/// among the compatible silos; whoever then placed the authority on membership elsewhere would found a second cluster.
/// </remarks>
internal sealed class HeadPlacementDirector(LocalProcess process, ProcessTable processes, ISiloStatusOracle silos) : IPlacementDirector
{
    /// <summary>How long a silo may be there until it is known which grains it has.</summary>
    private static readonly TimeSpan ManifestPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ManifestInterval = TimeSpan.FromMilliseconds(20);

    // Silos of the same engine cluster that do not belong to this product's.
    private readonly ConcurrentDictionary<SiloAddress, byte> _strangers = new();

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress? head = process.HeadSilo ?? (processes.TryGetSilo(1, out SiloAddress first) ? first : null);
        return head is null ? FindFirstAsync(target, context) : Task.FromResult(head);
    }

    private async Task<SiloAddress> FindFirstAsync(PlacementTarget target, IPlacementContext context)
    {
        long start = process.Time.GetTimestamp();
        while (true)
        {
            SiloAddress? oldest = silos.GetApproximateSiloStatuses(onlyActive: true).Keys
                .Where(silo => !_strangers.ContainsKey(silo))
                .Min(SiloAge.Comparer);
            SiloAddress[] compatible = context.GetCompatibleSilos(target);
            if (oldest is null || compatible.Contains(oldest))
            {
                return oldest ?? compatible.Min(SiloAge.Comparer)!;
            }

            if (process.Time.GetElapsedTime(start) >= ManifestPatience)
            {
                _strangers[oldest] = 0;
                continue;
            }

            await Task.Delay(ManifestInterval, process.Time).ConfigureAwait(false);
        }
    }
}
