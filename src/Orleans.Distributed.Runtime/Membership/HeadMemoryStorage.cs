using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace Orleans.Distributed.Membership;

/// <summary>
/// Grain storage in the memory of the silo that the grain lives on: the default for the membership, which lives at the head and ends
/// with it. Register another storage by the same name (<see cref="ClusterManagerGrain.StorageName"/>) to keep it beyond that.
/// </summary>
/// <remarks>
/// Not the memory storage of the engine: that spreads over all silos, and a worker that is killed must not take the membership
/// along.
/// </remarks>
internal sealed class HeadMemoryStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Record> _records = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (_records.TryGetValue((stateName, grainId), out Record? record))
        {
            grainState.State = (T)record.State;
            grainState.ETag = record.Tag;
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        Record? before = _records.GetValueOrDefault((stateName, grainId));
        ThrowIfOutdated(before, grainState.ETag);
        string tag = ((before?.Version ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
        _records[(stateName, grainId)] = new Record(grainState.State!, (before?.Version ?? 0) + 1, tag);
        grainState.ETag = tag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        ThrowIfOutdated(_records.GetValueOrDefault((stateName, grainId)), grainState.ETag);
        _records.TryRemove((stateName, grainId), out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static void ThrowIfOutdated(Record? stored, string? tag)
    {
        if (stored is not null && stored.Tag != tag)
        {
            throw new InconsistentStateException($"The state was written by another activation: its version is {stored.Tag}, this activation knows {tag ?? "none"}.");
        }
    }

    private sealed record Record(object State, long Version, string Tag);
}
