namespace Orleans.Runtime.Directory;

/// <summary>
/// By which gateways the clients of the cluster are reached. A client has connections to several, and losing one loses none of its
/// observers. Kept by the head; not for several threads at a time.
/// </summary>
internal sealed class ClientTable
{
    private readonly Dictionary<GrainId, List<SiloAddress>> _gateways = [];

    /// <summary>The gateway that the client connected to last, of those that are not about to stop; of all, when they all are.</summary>
    public SiloAddress? Find(GrainId client, Predicate<SiloAddress> isActive) => _gateways.TryGetValue(client, out List<SiloAddress>? gateways)
        ? gateways.FindLast(isActive) ?? gateways[^1]
        : null;

    public void Add(GrainId client, SiloAddress gateway)
    {
        if (!_gateways.TryGetValue(client, out List<SiloAddress>? gateways))
        {
            _gateways[client] = gateways = [];
        }

        gateways.Remove(gateway);
        gateways.Add(gateway);
    }

    public void Remove(GrainId client, SiloAddress gateway)
    {
        if (_gateways.TryGetValue(client, out List<SiloAddress>? gateways) && gateways.Remove(gateway) && gateways.Count == 0)
        {
            _gateways.Remove(client);
        }
    }

    public void RemoveGateway(SiloAddress gateway)
    {
        foreach (GrainId client in _gateways.Keys.ToArray())
        {
            Remove(client, gateway);
        }
    }
}
