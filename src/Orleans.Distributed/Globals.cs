using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>Values that a process keeps under names, for functions that run there. Each process has its own.</summary>
/// <remarks>
/// Stands in for Julia's global variables. Functions reach it as <c>Cluster.Current.Globals</c>. Names are told apart by case. May be used by
/// many threads at once; a value that several functions change needs a lock of its own.
/// </remarks>
public sealed class Globals
{
    private readonly ConcurrentDictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly DistributedCluster _cluster;

    internal Globals(DistributedCluster cluster) => _cluster = cluster;

    /// <summary>The names that have a value in this process, in order.</summary>
    public IReadOnlyList<string> Names => [.. _values.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Gives a name a value in this process. One that it has already is replaced.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value. It is not copied.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public void Set<T>(string name, T value)
    {
        Check(name);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        _values[name] = value;
    }

    /// <summary>The value of a name in this process.</summary>
    /// <typeparam name="T">What the value is.</typeparam>
    /// <param name="name">The name.</param>
    /// <returns>The value itself.</returns>
    /// <exception cref="KeyNotFoundException">The name has no value in this process.</exception>
    /// <exception cref="InvalidCastException">The value is not a <typeparamref name="T"/>.</exception>
    public T Get<T>(string name) => TryGet(name, out T? value)
        ? value!
        : throw new KeyNotFoundException(
            $"There is no global '{name}' in process {_cluster.MyId}. Each process has its own: set it there, for example with {nameof(SetAsync)}, "
            + "or with EverywhereAsync for processes that join later too.");

    /// <summary>The value of a name in this process, if it has one.</summary>
    /// <typeparam name="T">What the value is.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value itself.</param>
    /// <returns>Whether the name has a value.</returns>
    /// <exception cref="InvalidCastException">The value is not a <typeparamref name="T"/>.</exception>
    public bool TryGet<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        Check(name);
        if (!_values.TryGetValue(name, out object? found))
        {
            value = default;
            return false;
        }

        if (found is null && default(T) is null)
        {
            value = default!;
            return true;
        }

        value = found is T wanted
            ? wanted
            : throw new InvalidCastException(
                $"The global '{name}' of process {_cluster.MyId} is {(found is null ? "null" : $"a {found.GetType()}")}, and was read as {typeof(T)}.");
        return true;
    }

    /// <summary>Takes a name's value away in this process.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it had one.</returns>
    public bool Remove(string name)
    {
        Check(name);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return _values.TryRemove(name, out _);
    }

    /// <summary>Gives a name a value in several processes, a copy in each; in this process the value itself.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="pids">The processes; all workers by default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AggregateException">Some processes are gone, or could not read the value; the others have it.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The value cannot be sent. It was set nowhere.</exception>
    public Task SetAsync<T>(string name, T value, IEnumerable<int>? pids = null, CancellationToken cancellationToken = default)
    {
        Check(name);
        return EveryProcess.RunAsync(_cluster, Listed(pids), new GlobalAssignment<T>(name, value), cancellationToken);
    }

    /// <summary>Takes a name's value away in several processes, where it has one. Julia's <c>clear!</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="pids">The processes; all workers by default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AggregateException">Some processes are gone; the others have done it.</exception>
    public Task ClearAsync(string name, IEnumerable<int>? pids = null, CancellationToken cancellationToken = default)
    {
        Check(name);
        return ClearAsync([name], pids, cancellationToken);
    }

    /// <inheritdoc cref="ClearAsync(string, IEnumerable{int}?, CancellationToken)"/>
    /// <param name="names">The names.</param>
    /// <param name="pids">The processes; all workers by default.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task ClearAsync(IEnumerable<string> names, IEnumerable<int>? pids = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] all = [.. names];
        foreach (string name in all)
        {
            Check(name, nameof(names));
        }

        return EveryProcess.RunAsync(_cluster, Listed(pids), new GlobalRemoval(all), cancellationToken);
    }

    private int[] Listed(IEnumerable<int>? pids) => pids is null ? [.. _cluster.Workers] : EveryProcess.Checked(pids);

    private static void Check(string name, string parameter = "name") => ArgumentException.ThrowIfNullOrEmpty(name, parameter);
}
