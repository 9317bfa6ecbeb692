using Orleans.Distributed.Functions;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Everywhere;

/// <summary>The functions that processes run before they join. Kept at the head.</summary>
/// <remarks>
/// Each record has a number, and a process that joins says up to which it has run them. One that has not run the last one is sent back to
/// do so. With each process is noted what it had run when it joined, so that whoever records a function knows who has run it already.
/// </remarks>
internal sealed class EverywhereRecords
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Snapshot<ShippedFunction>> _records = [];
    private readonly Dictionary<int, long> _joined = [];
    private long _last;

    public EverywhereRecords(ProcessTable processes)
    {
        processes.Exited += (pid, _) =>
        {
            lock (_gate)
            {
                _joined.Remove(pid);
            }
        };
    }

    /// <summary>How many functions are recorded.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _records.Count;
            }
        }
    }

    /// <summary>Records a function.</summary>
    /// <returns>Its number.</returns>
    public long Add(Snapshot<ShippedFunction> record)
    {
        lock (_gate)
        {
            _records.Add(++_last, record);
            return _last;
        }
    }

    public void Remove(long number)
    {
        lock (_gate)
        {
            _records.Remove(number);
        }
    }

    /// <summary>Whether a process may join that has run the records up to a number. Then this is noted.</summary>
    public bool Admits(int pid, long runThrough)
    {
        lock (_gate)
        {
            if (runThrough < _last && _records.Keys.Any(number => number > runThrough))
            {
                return false;
            }

            _joined[pid] = _last;
            return true;
        }
    }

    /// <summary>Whether a process had run a record before it joined.</summary>
    public bool HadRun(int pid, long number)
    {
        lock (_gate)
        {
            return _joined.TryGetValue(pid, out long through) && through >= number;
        }
    }

    /// <summary>The functions after a number, in order, and the number of the last.</summary>
    public (long Through, ShippedFunction[] Functions) After(long number)
    {
        lock (_gate)
        {
            return (_last, [.. _records.Where(r => r.Key > number).Select(r => r.Value.Restore())]);
        }
    }
}
