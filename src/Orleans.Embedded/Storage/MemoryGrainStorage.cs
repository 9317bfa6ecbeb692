using System.Buffers;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Orleans.Storage;

/// <summary>Keeps state in the memory of the cluster: in grains, so that it does not go away with the activation it belongs to.</summary>
internal sealed class MemoryGrainStorage(string name, IGrainFactory factory, SiloNode node, IOptionsMonitor<MemoryGrainStorageOptions> options) : IGrainStorage
{
    private readonly int _holders = Math.Max(1, options.Get(name).NumStorageGrains);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        StoredState? stored = await HolderOf(grainId).Read(KeyOf(stateName, grainId)).ConfigureAwait(true);
        grainState.RecordExists = stored is not null;
        grainState.ETag = stored?.Version;
        grainState.State = stored is null ? default : MessageCodec.Decode<T>(new ReadOnlySequence<byte>(stored.Bytes), node);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        byte[] bytes = Encode(grainState.State);
        StoredVersions versions = await HolderOf(grainId).Write(KeyOf(stateName, grainId), bytes, grainState.ETag).ConfigureAwait(true);
        Check(versions, stateName, grainId, grainState.ETag);
        grainState.ETag = versions.After;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        StoredVersions versions = await HolderOf(grainId).Clear(KeyOf(stateName, grainId), grainState.ETag).ConfigureAwait(true);
        Check(versions, stateName, grainId, grainState.ETag);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = default;
    }

    private byte[] Encode<T>(T? state)
    {
        using MessageBuffer buffer = MessageBuffer.Rent();
        MessageCodec.Encode(buffer, state, node);
        return buffer.Span.ToArray();
    }

    private static void Check(StoredVersions versions, string stateName, GrainId grainId, string? expected)
    {
        if (!versions.Accepted)
        {
            throw new InconsistentStateException(
                $"The state '{stateName}' of grain {grainId} was changed by another writer since it was read.", versions.Before, expected);
        }
    }

    private IMemoryStorageGrain HolderOf(GrainId grainId) =>
        factory.GetGrain<IMemoryStorageGrain>($"{name}/{grainId.GetUniformHashCode() % (uint)_holders}");

    private static string KeyOf(string stateName, GrainId grainId) => $"{stateName}/{grainId}";
}
