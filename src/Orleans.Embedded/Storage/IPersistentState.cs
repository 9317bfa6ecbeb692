using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>State of a grain, injected into its constructor with <see cref="PersistentStateAttribute"/> and read before activation.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public interface IPersistentState<TState> : IStorage<TState>;
