using System.Collections.Concurrent;

namespace Engine.Tests.Infrastructure;

/// <summary>
/// Where a test and the grains of in-process silos meet: named signals, each set once, and a record of what happened.
/// </summary>
public sealed class Probe
{
    private static readonly ConcurrentDictionary<string, Probe> Probes = new();

    private readonly string _name;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new();
    private readonly Lock _lock = new();
    private readonly List<string> _entries = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];

    private Probe(string name) => _name = name;

    /// <summary>The probe of that name; test and grain agree on the grain's key.</summary>
    public static Probe Of(string name) => Probes.GetOrAdd(name, static name => new Probe(name));

    /// <summary>What was recorded so far, in order.</summary>
    public string[] Entries
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    public void Signal(string signal) => SourceOf(signal).TrySetResult();

    public bool IsSignalled(string signal) => SourceOf(signal).Task.IsCompleted;

    /// <summary>Waits for a signal.</summary>
    /// <exception cref="TimeoutException">It was not given within <see cref="Limits.Event"/>.</exception>
    public async Task Signalled(string signal)
    {
        try
        {
            await SourceOf(signal).Task.WaitAsync(Limits.Event);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"'{signal}' was not signalled at '{_name}'. Recorded: {string.Join(", ", Entries)}.");
        }
    }

    public void Record(string entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
            foreach (var (count, reached) in _waiters)
            {
                if (_entries.Count >= count) reached.TrySetResult();
            }
        }
    }

    /// <summary>Waits until <paramref name="count"/> entries were recorded, and returns all that are there.</summary>
    /// <exception cref="TimeoutException">There were fewer within <see cref="Limits.Event"/>.</exception>
    public async Task<string[]> Recorded(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_entries.Count >= count) return [.. _entries];
            _waiters.Add((count, reached));
        }

        try
        {
            await reached.Task.WaitAsync(Limits.Event);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Fewer than {count} entries at '{_name}'. Recorded: {string.Join(", ", Entries)}.");
        }

        return Entries;
    }

    private TaskCompletionSource SourceOf(string signal) =>
        _signals.GetOrAdd(signal, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
