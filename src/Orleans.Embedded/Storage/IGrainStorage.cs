using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Where the state of grains is kept.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">Receives the state.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The state.</param>
    /// <returns>A task that ends when that is done.</returns>
    /// <exception cref="InconsistentStateException">The version in storage is not the one that was read.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes a state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The state.</param>
    /// <returns>A task that ends when that is done.</returns>
    /// <exception cref="InconsistentStateException">The version in storage is not the one that was read.</exception>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Reads a state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">Receives the state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ReadStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Writes a state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return WriteStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Removes a state.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="grainId">The grain.</param>
    /// <param name="grainState">The state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ClearStateAsync(stateName, grainId, grainState);
    }
}
