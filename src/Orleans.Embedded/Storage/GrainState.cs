namespace Orleans;

/// <summary>State on its way to or from storage.</summary>
/// <typeparam name="T">The type of the state.</typeparam>
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>Creates an empty state.</summary>
    public GrainState()
    {
    }

    /// <summary>Creates a state.</summary>
    /// <param name="state">The state.</param>
    public GrainState(T? state)
        : this(state, null)
    {
    }

    /// <summary>Creates a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="eTag">The version in storage.</param>
    public GrainState(T? state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    /// <inheritdoc/>
    public T? State { get; set; }

    /// <inheritdoc/>
    public string? ETag { get; set; }

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
