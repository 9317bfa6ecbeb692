namespace Orleans.Storage;

/// <summary>Holds states in memory, for <see cref="MemoryGrainStorage"/>.</summary>
internal interface IMemoryStorageGrain : IGrainWithStringKey
{
    /// <summary>Reads a state.</summary>
    /// <param name="key">The state.</param>
    /// <returns>The state and its version; <see langword="null"/> when there is none.</returns>
    Task<StoredState?> Read(string key);

    /// <summary>Writes a state, if the version in storage is the expected one.</summary>
    /// <param name="key">The state.</param>
    /// <param name="state">Its bytes.</param>
    /// <param name="expected">The expected version; <see langword="null"/> for none.</param>
    /// <returns>The versions before and after.</returns>
    Task<StoredVersions> Write(string key, byte[] state, string? expected);

    /// <summary>Removes a state, if the version in storage is the expected one.</summary>
    /// <param name="key">The state.</param>
    /// <param name="expected">The expected version; <see langword="null"/> for none.</param>
    /// <returns>The versions before and after.</returns>
    Task<StoredVersions> Clear(string key, string? expected);
}
