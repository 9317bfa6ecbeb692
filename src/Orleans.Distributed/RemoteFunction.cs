using Orleans.Distributed.Calls;

namespace Orleans.Distributed;

/// <summary>A function with its arguments, ready to be run on a process. Made by the calling methods; see <see cref="ICluster"/>.</summary>
/// <typeparam name="T">What the function returns.</typeparam>
public readonly struct RemoteFunction<T>
{
    internal RemoteFunction(Invocation<T> invocation) => Invocation = invocation;

    /// <summary>The function's name, for messages.</summary>
    public string Name => Invocation.Name;

    internal Invocation<T> Invocation { get; }
}
