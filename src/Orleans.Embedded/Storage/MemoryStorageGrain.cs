namespace Orleans.Storage;

/// <summary>Holds states in memory for as long as its silo lives.</summary>
[KeepAlive]
[GrainType("memory-storage")]
internal sealed class MemoryStorageGrain : Grain, IMemoryStorageGrain
{
    private readonly Dictionary<string, StoredState> _states = new(StringComparer.Ordinal);

    public Task<StoredState?> Read(string key) => Task.FromResult(_states.GetValueOrDefault(key));

    public Task<StoredVersions> Write(string key, byte[] state, string? expected)
    {
        string? before = _states.GetValueOrDefault(key)?.Version;
        if (before != expected)
        {
            return Task.FromResult(new StoredVersions(false, before, before));
        }

        // Not a number that counts: after the loss of its silo this grain would give out the same ones again, for other states.
        string after = Guid.NewGuid().ToString("N");
        _states[key] = new StoredState(state, after);
        return Task.FromResult(new StoredVersions(true, before, after));
    }

    public Task<StoredVersions> Clear(string key, string? expected)
    {
        string? before = _states.GetValueOrDefault(key)?.Version;
        if (before != expected)
        {
            return Task.FromResult(new StoredVersions(false, before, before));
        }

        _states.Remove(key);
        return Task.FromResult(new StoredVersions(true, before, null));
    }
}
