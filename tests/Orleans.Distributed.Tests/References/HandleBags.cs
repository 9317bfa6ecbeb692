using System.Collections.Concurrent;

namespace Orleans.Distributed.Tests.References;

/// <summary>
/// The handles that each process of a test keeps. Travels as its name: in all processes of the test's program it means the same.
/// </summary>
internal sealed class HandleBags : IDisposable
{
    private static readonly ConcurrentDictionary<(string Name, int Pid), ConcurrentQueue<RemoteReference>> Kept = new();
    private readonly string _name = Guid.NewGuid().ToString();

    /// <summary>Gives a process a handle to keep.</summary>
    public void Keep(int pid, RemoteReference handle) => BagOf(pid).Enqueue(handle);

    /// <summary>Takes a handle out of what a process keeps, or returns nothing when it has none.</summary>
    public RemoteReference? Take(int pid) => BagOf(pid).TryDequeue(out RemoteReference? handle) ? handle : null;

    /// <summary>Forgets all handles.</summary>
    public void Clear()
    {
        foreach ((string Name, int Pid) key in Kept.Keys.Where(key => key.Name == _name))
        {
            Kept.TryRemove(key, out _);
        }
    }

    public void Dispose() => Clear();

    private ConcurrentQueue<RemoteReference> BagOf(int pid) => Kept.GetOrAdd((_name, pid), static _ => new ConcurrentQueue<RemoteReference>());
}
