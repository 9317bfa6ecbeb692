using System.Collections.Concurrent;
using Orleans.Storage;

namespace Orleans.Distributed.Hosting;

/// <summary>
/// Keeps the membership in the memory of the head, where a cluster that is led by its head has it: the cluster ends with the head,
/// and with nobody else. The engine's own storage in memory would keep it on any silo, and lose it with a worker.
/// </summary>
internal sealed class HeadStorage(bool isHead) : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), object> _states = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        if (!isHead)
        {
            throw new InvalidOperationException(
                $"The grain {grainId} belongs to the head of the cluster, and was about to be activated at a worker. The worker has lost its head.");
        }

        if (_states.TryGetValue((stateName, grainId), out object? state))
        {
            grainState.State = (T)state;
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        _states[(stateName, grainId)] = grainState.State!;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        _states.TryRemove((stateName, grainId), out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }
}
