namespace Orleans.Core;

/// <summary>The stored state of a grain.</summary>
public interface IStorage
{
    /// <summary>Gets the version that was read or written last, or <see langword="null"/>.</summary>
    string? Etag { get; }

    /// <summary>Gets whether the state is in storage.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the state from storage.</summary>
    /// <returns>A task that ends when that is done.</returns>
    Task ClearStateAsync();

    /// <summary>Writes the state to storage.</summary>
    /// <returns>A task that ends when that is done.</returns>
    Task WriteStateAsync();

    /// <summary>Reads the state from storage.</summary>
    /// <returns>A task that ends when that is done.</returns>
    Task ReadStateAsync();

    /// <summary>Removes the state from storage.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task ClearStateAsync(CancellationToken cancellationToken);

    /// <summary>Writes the state to storage.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task WriteStateAsync(CancellationToken cancellationToken);

    /// <summary>Reads the state from storage.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when that is done.</returns>
    Task ReadStateAsync(CancellationToken cancellationToken);
}
