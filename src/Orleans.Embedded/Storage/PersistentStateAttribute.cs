namespace Orleans.Runtime;

/// <summary>Marks a constructor parameter of type <see cref="IPersistentState{TState}"/> and names its state.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
#pragma warning disable CA1813 // Open for derivation, as providers derive from it.
public class PersistentStateAttribute : Attribute, IPersistentStateConfiguration
#pragma warning restore CA1813
{
    /// <summary>Names the state.</summary>
    /// <param name="stateName">The name of the state.</param>
    /// <param name="storageName">The name of the storage, or <see langword="null"/> for the default.</param>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <inheritdoc/>
    public string StateName { get; }

    /// <inheritdoc/>
    public string? StorageName { get; }
}
