using Orleans.Runtime.Scheduling;

namespace Orleans.Runtime.Membership;

/// <summary>
/// Keeps grain code from running in a silo that may have been declared dead: when the head was not heard of for too long, turns
/// wait; when the silo is dead, they never run. Without it, a silo that was suspended and wakes up would run beside its successor.
/// </summary>
internal sealed class Fence
{
    private readonly Lock _lock = new();
    private readonly List<TurnScheduler> _waiting = [];
    private long _openUntil = long.MaxValue;
    private bool _ended;

    /// <summary>Whether turns may run now.</summary>
    public bool IsOpen => Environment.TickCount64 < Volatile.Read(ref _openUntil);

    public bool MayRun(TurnScheduler scheduler, long now)
    {
        if (now < Volatile.Read(ref _openUntil))
        {
            return true;
        }

        lock (_lock)
        {
            if (now < _openUntil)
            {
                return true;
            }

            if (!_ended)
            {
                _waiting.Add(scheduler);
            }

            return false;
        }
    }

    /// <summary>Lets turns run until a time, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public void OpenUntil(long time)
    {
        TurnScheduler[] waiting;
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            Volatile.Write(ref _openUntil, time);
            if (_waiting.Count == 0 || Environment.TickCount64 >= time)
            {
                return;
            }

            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (TurnScheduler scheduler in waiting)
        {
            scheduler.Resume();
        }
    }

    /// <summary>No turn runs any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            Volatile.Write(ref _openUntil, long.MinValue);
            _waiting.Clear();
        }
    }
}
