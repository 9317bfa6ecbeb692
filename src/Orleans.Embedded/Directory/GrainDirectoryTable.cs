using System.Collections.Concurrent;

namespace Orleans.Runtime.Directory;

/// <summary>Where each grain of the cluster is activated. Kept by the head.</summary>
internal sealed class GrainDirectoryTable
{
    private readonly ConcurrentDictionary<GrainId, Entry> _entries = new();
    private readonly Dictionary<SiloAddress, HashSet<GrainId>> _bySilo = [];

    public int Count => _entries.Count;

    public SiloAddress? Find(GrainId grainId) => _entries.TryGetValue(grainId, out Entry entry) ? entry.Silo : null;

    /// <summary>Registers an activation, unless the grain has one.</summary>
    /// <returns>The silo whose activation is the one.</returns>
    public SiloAddress Register(GrainId grainId, SiloAddress silo, ActivationId activation)
    {
        lock (_bySilo)
        {
            // A silo has one activation of a grain at a time: a later one of the same silo takes the place of one whose end is still on its way.
            if (_entries.TryGetValue(grainId, out Entry entry) && entry.Silo != silo)
            {
                return entry.Silo;
            }

            Put(grainId, new Entry(silo, activation));
            return silo;
        }
    }

    public void Unregister(GrainId grainId, SiloAddress silo, ActivationId activation)
    {
        lock (_bySilo)
        {
            if (_entries.TryRemove(KeyValuePair.Create(grainId, new Entry(silo, activation))) && _bySilo.TryGetValue(silo, out HashSet<GrainId>? grains))
            {
                grains.Remove(grainId);
            }
        }
    }

    public void RemoveSilo(SiloAddress silo)
    {
        lock (_bySilo)
        {
            if (_bySilo.Remove(silo, out HashSet<GrainId>? grains))
            {
                foreach (GrainId grainId in grains)
                {
                    _entries.TryRemove(grainId, out _);
                }
            }
        }
    }

    private void Put(GrainId grainId, Entry entry)
    {
        _entries[grainId] = entry;
        if (!_bySilo.TryGetValue(entry.Silo, out HashSet<GrainId>? grains))
        {
            _bySilo[entry.Silo] = grains = [];
        }

        grains.Add(grainId);
    }

    private readonly record struct Entry(SiloAddress Silo, ActivationId Activation);
}
