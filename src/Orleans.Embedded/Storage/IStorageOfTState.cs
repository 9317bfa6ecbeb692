namespace Orleans.Core;

/// <summary>The stored state of a grain.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public interface IStorage<TState> : IStorage
{
    /// <summary>Gets or sets the state.</summary>
    TState State { get; set; }
}
