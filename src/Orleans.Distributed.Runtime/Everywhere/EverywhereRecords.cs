using Orleans.Distributed.Functions;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Everywhere;

/// <summary>The functions that processes run before they join. Kept at the head.</summary>
/// <remarks>
/// Each record has a number, and a process that joins says up to which it has run them. One that has not run the last one is sent back to
/// do so, and those who record wait a little for one that was sent back several times. With each process is noted what it had run when it
/// joined, so that whoever records a function knows who has run it already.
/// </remarks>
internal sealed class EverywhereRecords
{
    private readonly Lock _gate = new();
    private readonly SortedList<long, Snapshot<ShippedFunction>> _records = [];
    private readonly Dictionary<int, long> _joined = [];
    private readonly JoinPauses _pauses;
    private long _last;

    public EverywhereRecords(ProcessTable processes, TimeProvider time)
    {
        _pauses = new JoinPauses(time);
        processes.Exited += (pid, _) =>
        {
            lock (_gate)
            {
                _joined.Remove(pid);
                _pauses.End(pid);
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

    /// <summary>Records a function, when no process that prepares to join has to be waited for.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> AddAsync(Snapshot<ShippedFunction> record)
    {
        while (true)
        {
            Task? pause;
            lock (_gate)
            {
                pause = _pauses.Current();
                if (pause is null)
                {
                    _records.Add(++_last, record);
                    return _last;
                }
            }

            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Remove(long number)
    {
        lock (_gate)
        {
            _records.Remove(number);
        }
    }

    /// <summary>Whether a process may join that has run the records up to a number. It is noted either way.</summary>
    public bool Admits(int pid, long runThrough)
    {
        lock (_gate)
        {
            if (_records.Count > 0 && _records.Keys[^1] > runThrough)
            {
                _pauses.SentBack(pid);
                return false;
            }

            _pauses.End(pid);
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
            // The new ones are few, and at the end.
            int first = _records.Count;
            while (first > 0 && _records.Keys[first - 1] > number)
            {
                first--;
            }

            return (_last, [.. _records.Values.Skip(first).Select(record => record.Restore())]);
        }
    }
}
