using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Functions;

/// <summary>The functions that were called last through a caching pool, each sent to each process once.</summary>
internal sealed class FunctionCache(HandleContext handles, CallDispatcher calls)
{
    /// <summary>How many functions are kept: those that are made anew for each call would otherwise pile up for ever.</summary>
    public const int Capacity = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<Delegate, LinkedListNode<(Delegate Function, CachedFunction Cached)>> _functions = [];
    private readonly LinkedList<(Delegate Function, CachedFunction Cached)> _byUse = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _functions.Count;
            }
        }
    }

    /// <summary>Whether a function was sent to some process.</summary>
    public bool Knows(Delegate function)
    {
        lock (_gate)
        {
            return _functions.ContainsKey(function);
        }
    }

    public CachedFunction Get(Delegate function)
    {
        CachedFunction? forgotten = null;
        CachedFunction cached;
        lock (_gate)
        {
            if (_functions.TryGetValue(function, out LinkedListNode<(Delegate Function, CachedFunction Cached)>? node))
            {
                _byUse.Remove(node);
            }
            else
            {
                node = new((function, new CachedFunction(handles, function)));
                _functions.Add(function, node);
                if (_functions.Count > Capacity)
                {
                    (Delegate oldest, forgotten) = _byUse.Last!.Value;
                    _byUse.RemoveLast();
                    _functions.Remove(oldest);
                }
            }

            _byUse.AddFirst(node);
            cached = node.Value.Cached;
        }

        forgotten?.Dispose();
        return cached;
    }

    /// <summary>Releases all functions, and waits until the processes that have them know.</summary>
    public Task ClearAsync(CancellationToken cancellationToken)
    {
        CachedFunction[] all;
        lock (_gate)
        {
            all = [.. _byUse.Select(node => node.Cached)];
            _byUse.Clear();
            _functions.Clear();
        }

        int[] pids = [.. all.SelectMany(cached => cached.Pids).Distinct()];
        foreach (CachedFunction cached in all)
        {
            cached.Dispose();
        }

        handles.Traffic.Flush(pids);
        return Task.WhenAll(pids.Select(TellAsync)).WaitAsync(cancellationToken);
    }

    private async Task TellAsync(int pid)
    {
        try
        {
            // Goes out behind the word of the release, and what comes in is taken in order.
            await calls.InvokeAsync(pid, new Echo(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is gone, and what it kept with it.
        }
    }
}
