using Orleans.Core;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain with one state object, read before activation and written on request.</summary>
/// <typeparam name="TGrainState">The type of the state.</typeparam>
public class Grain<TGrainState> : Grain, ILifecycleParticipant<IGrainLifecycle>
{
    private IStorage<TGrainState>? _storage;

    /// <summary>Creates the grain in the activation that is being made.</summary>
    protected Grain()
    {
    }

    /// <summary>Creates the grain with storage of its own, for tests of the class alone.</summary>
    /// <param name="storage">The storage.</param>
    protected Grain(IStorage<TGrainState> storage) => _storage = storage;

    /// <summary>Gets or sets the state.</summary>
    protected TGrainState State
    {
        get => Storage.State;
        set => Storage.State = value;
    }

    private IStorage<TGrainState> Storage =>
        _storage ?? throw new InvalidOperationException("The state is not available before the activation of the grain.");

    /// <inheritdoc/>
    void ILifecycleParticipant<IGrainLifecycle>.Participate(IGrainLifecycle lifecycle) =>
        lifecycle.Subscribe(GetType().FullName!, GrainLifecycleStage.SetupState, SetupStateAsync);

    /// <summary>Removes the state from storage.</summary>
    /// <returns>A task that ends when that is done.</returns>
    protected virtual Task ClearStateAsync() => Storage.ClearStateAsync();

    /// <summary>Reads the state from storage, replacing the one in memory.</summary>
    /// <returns>A task that ends when that is done.</returns>
    protected virtual Task ReadStateAsync() => Storage.ReadStateAsync();

    /// <summary>Writes the state to storage.</summary>
    /// <returns>A task that ends when that is done.</returns>
    protected virtual Task WriteStateAsync() => Storage.WriteStateAsync();

    private Task SetupStateAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.CompletedTask;
        }

        _storage = Runtime.GetStorage<TGrainState>(GrainContext);
        return ReadStateAsync();
    }
}
