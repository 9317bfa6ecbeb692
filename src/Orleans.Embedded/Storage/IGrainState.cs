namespace Orleans;

/// <summary>State on its way to or from storage.</summary>
/// <typeparam name="T">The type of the state.</typeparam>
public interface IGrainState<T>
{
    /// <summary>Gets or sets the state.</summary>
    T? State { get; set; }

    /// <summary>Gets or sets the version in storage.</summary>
    string? ETag { get; set; }

    /// <summary>Gets or sets whether the state is in storage.</summary>
    bool RecordExists { get; set; }
}
