using System.Collections.Concurrent;

namespace Orleans.Distributed.Tests.Support;

/// <summary>What functions in the processes of a test leave behind for it. Travels as its name, like a <see cref="Gate"/>.</summary>
internal sealed class Notes<T> : IDisposable
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<T>> Written = new();
    private readonly string _name = Guid.NewGuid().ToString();
    private readonly Gate _gate = new();

    public T[] All => [.. Queue];

    private ConcurrentQueue<T> Queue => Written.GetOrAdd(_name, static _ => new ConcurrentQueue<T>());

    public void Add(T note)
    {
        Queue.Enqueue(note);
        _gate.Arrive();
    }

    /// <summary>Waits until there are so many.</summary>
    public async Task<T[]> CountedAsync(int count)
    {
        await _gate.ArrivedAsync(count);
        return All;
    }

    public void Dispose()
    {
        _gate.Dispose();
        Written.TryRemove(_name, out _);
    }
}
