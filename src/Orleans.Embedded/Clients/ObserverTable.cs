using System.Collections.Concurrent;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

/// <summary>The objects of this process that grains can call.</summary>
internal sealed class ObserverTable(ClusterNode node)
{
    private readonly ConcurrentDictionary<GrainId, ObserverTarget> _observers = new();

    public GrainId Add(IGrainObserver observer, GrainId client)
    {
        GrainId id = ObserverIds.Create(client);
        _observers[id] = new ObserverTarget(node, id, observer);
        return id;
    }

    public bool Remove(GrainId id) => _observers.TryRemove(id, out _);

    public ObserverTarget? Find(GrainId id) => _observers.GetValueOrDefault(id);
}
