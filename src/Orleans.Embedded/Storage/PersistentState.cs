using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>State that is read before its grain is activated.</summary>
internal sealed class PersistentState<TState>(string stateName, IGrainContext context, IGrainStorage storage)
    : StateStorage<TState>(stateName, context, storage), IPersistentState<TState>, ILifecycleParticipant<IGrainLifecycle>
{
    public void Participate(IGrainLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe($"state {typeof(TState)}", GrainLifecycleStage.SetupState, ReadStateAsync);
    }
}
