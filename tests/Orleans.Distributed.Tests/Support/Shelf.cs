using System.Collections.Concurrent;

namespace Orleans.Distributed.Tests.Support;

/// <summary>Keeps one thing of a process for a later call. Travels as its name, like a <see cref="Gate"/>.</summary>
internal sealed class Shelf<T> : IDisposable
{
    private static readonly ConcurrentDictionary<string, T> Things = new();
    private readonly string _name = Guid.NewGuid().ToString();

    public void Put(T thing) => Things[_name] = thing;

    public T Get() => Things[_name];

    public void Dispose() => Things.TryRemove(_name, out _);
}
