namespace Orleans.Distributed.Messages;

/// <summary>The handles in a <see cref="Snapshot{T}"/>, which keeps them alive.</summary>
internal sealed class SnapshotHandles
{
    private readonly Dictionary<Rrid, RemoteReference> _handles = [];

    public void Add(RemoteReference handle) => _handles[handle.Id] = handle;

    public RemoteReference Find(Rrid id) => _handles[id];
}
