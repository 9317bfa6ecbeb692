using Orleans.Core;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The stored state of one grain.</summary>
internal class StateStorage<TState>(string stateName, IGrainContext context, IGrainStorage storage) : IStorage<TState>
{
    private readonly GrainState<TState> _state = new(NewState());

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public async Task ReadStateAsync(CancellationToken cancellationToken)
    {
        await storage.ReadStateAsync(stateName, context.GrainId, _state, cancellationToken).ConfigureAwait(true);
        _state.State ??= NewState();
    }

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        storage.WriteStateAsync(stateName, context.GrainId, _state, cancellationToken);

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        await storage.ClearStateAsync(stateName, context.GrainId, _state, cancellationToken).ConfigureAwait(true);
        _state.State = NewState();
        _state.RecordExists = false;
    }

    // A state type without a parameterless constructor begins as null.
    private static TState? NewState() => typeof(TState).IsValueType || typeof(TState).GetConstructor(Type.EmptyTypes) is null
        ? default
        : Activator.CreateInstance<TState>();
}
