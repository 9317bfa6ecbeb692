namespace Orleans.Runtime;

/// <summary>Names a state and its storage.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>Gets the name of the state.</summary>
    string StateName { get; }

    /// <summary>Gets the name of the storage, or <see langword="null"/> for the default.</summary>
    string? StorageName { get; }
}
