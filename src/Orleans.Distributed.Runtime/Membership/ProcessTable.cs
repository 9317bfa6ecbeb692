using System.Collections.Concurrent;

namespace Orleans.Distributed.Membership;

/// <summary>What this process knows of the cluster's membership: a copy of what the cluster manager grain last told.</summary>
/// <remarks>
/// The grain is the authority. The one thing noted here without its word is that a process is gone
/// (<see cref="MarkExited"/>), when the engine says so and the grain's word is late.
/// </remarks>
internal sealed class ProcessTable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<int, ProcessExit> _exits = new();
    private readonly ConcurrentDictionary<SiloAddress, int> _preparing = new();

    // Of processes that this one has heard of by themselves only.
    private readonly ConcurrentDictionary<int, SiloAddress> _silosByOwnWord = new();
    private volatile MembershipView _view = MembershipView.Empty;
    private TaskCompletionSource _changed = NewSignal();
    private Action<WorkerEvent>? _workers;
    private int _lastReserved;

    /// <summary>A process was taken in. Raised once for each pid, outside of locks.</summary>
    public event Action<ProcessInfo>? Joined;

    /// <summary>A silo was given a pid, and prepares to join with it. Raised where the cluster manager grain lives.</summary>
    public event Action<SiloAddress>? Preparing;

    /// <summary>A process is gone. Raised once for each pid, outside of locks.</summary>
    public event Action<int, ProcessExit>? Exited;

    public MembershipView View => _view;

    /// <summary>
    /// Hands the workers that there are now, and from then on each event, to a handler: none is left out, none comes twice, and those
    /// of a worker come in order. It is called within the lock of this table, and before <see cref="View"/> shows the change: it must
    /// return at once and not ask the table.
    /// </summary>
    public void Subscribe(Action<WorkerEvent> handler)
    {
        lock (_gate)
        {
            foreach (ProcessInfo process in _view.Processes.Values.Select(m => m.Info).OrderBy(p => p.Pid))
            {
                TellOfJoin(process, handler);
            }

            _workers += handler;
        }
    }

    public void Unsubscribe(Action<WorkerEvent> handler)
    {
        lock (_gate)
        {
            _workers -= handler;
        }
    }

    /// <summary>Notes that pids up to this one were given away, which others learn with the next change.</summary>
    public void NoteReserved(int pid)
    {
        lock (_gate)
        {
            _lastReserved = Math.Max(_lastReserved, pid);
        }
    }

    /// <summary>Notes that a silo which nobody here has launched was given a pid, and prepares to join.</summary>
    public void NotePreparing(SiloAddress silo, int pid)
    {
        _preparing[silo] = pid;
        Preparing?.Invoke(silo);
    }

    /// <summary>The pid of a silo that prepares to join, which it is not going to do any more.</summary>
    public int? TakePreparing(SiloAddress silo) => _preparing.TryRemove(silo, out int pid) ? pid : null;

    /// <summary>What is known here of where a process is in its life.</summary>
    public WorkerState StateOf(int pid)
    {
        MembershipView view = _view;
        if (view.Processes.TryGetValue(pid, out MembershipView.Member? member))
        {
            return member.Info.State;
        }

        return IsGone(pid) ? ExitOf(pid).State
            : pid >= 1 && (pid < view.NextPid || pid <= Volatile.Read(ref _lastReserved)) ? WorkerState.Created
            : WorkerState.Unknown;
    }

    public bool IsAlive(int pid) => _view.Processes.ContainsKey(pid);

    /// <summary>
    /// Whether a process has left. One that is neither alive nor gone has its pid, and has not joined, or joined so lately that this
    /// process was not told yet.
    /// </summary>
    public bool IsGone(int pid) => !IsAlive(pid) && (_exits.ContainsKey(pid) || pid <= _view.GoneThrough);

    public bool TryGetSilo(int pid, out SiloAddress silo)
    {
        if (_view.Processes.TryGetValue(pid, out MembershipView.Member? member))
        {
            silo = member.Silo;
            return true;
        }

        return _silosByOwnWord.TryGetValue(pid, out silo!);
    }

    /// <summary>A process that has not joined, as far as this one knows, has said where it is.</summary>
    public void NoteSilo(int pid, SiloAddress silo)
    {
        if (!IsAlive(pid) && !IsGone(pid))
        {
            _silosByOwnWord[pid] = silo;
            if (IsAlive(pid) || IsGone(pid))
            {
                _silosByOwnWord.TryRemove(pid, out _);
            }
        }
    }

    public int? FindPid(SiloAddress silo) => _view.FindPid(silo);

    /// <summary>How a process that is not alive ended, or that it never existed.</summary>
    public ProcessExit ExitOf(int pid)
    {
        if (_exits.TryGetValue(pid, out ProcessExit? exit))
        {
            return exit;
        }

        bool was = pid >= 1 && pid <= _view.GoneThrough;
        return new ProcessExit { Reason = was ? ProcessExitReason.Exited : ProcessExitReason.NeverExisted };
    }

    /// <summary>Takes over a newer snapshot; an older one, or the same again, changes nothing.</summary>
    public void Apply(MembershipSnapshot snapshot)
    {
        List<ProcessInfo> joined = [];
        List<int> gone = [];
        lock (_gate)
        {
            MembershipView before = _view;
            if (snapshot.Version <= before.Version)
            {
                return;
            }

            NoteDepartures(snapshot.Departed, gone);

            // A process that was noted as gone here stays so, whatever an older word of the grain says.
            MembershipView after = MembershipView.Of(snapshot, pid => !_exits.ContainsKey(pid));
            foreach (int pid in before.Processes.Keys.Where(pid => !after.Processes.ContainsKey(pid)))
            {
                if (_exits.TryAdd(pid, new ProcessExit()))
                {
                    gone.Add(pid);
                    TellOfExit(pid, new ProcessExit());
                }
            }

            Show(after, snapshot.Alive, joined);
        }

        Announce(joined, gone);
    }

    /// <summary>Takes over what has changed since the version that is known, or since an older one.</summary>
    /// <returns>The version that is known now. It is older than the change when one before it was missed.</returns>
    public long Apply(MembershipChange change)
    {
        List<ProcessInfo> joined = [];
        List<int> gone = [];
        lock (_gate)
        {
            MembershipView before = _view;
            if (change.Version <= before.Version || change.From > before.Version)
            {
                return before.Version;
            }

            NoteDepartures(change.Departed, gone);
            Show(before.With(change, pid => !_exits.ContainsKey(pid)), change.Alive, joined);
        }

        Announce(joined, gone);
        return change.Version;
    }

    /// <summary>Notes that a process is gone, before the grain says so.</summary>
    public void MarkExited(int pid, ProcessExit exit)
    {
        lock (_gate)
        {
            if (!_view.Processes.TryGetValue(pid, out MembershipView.Member? member))
            {
                return;
            }

            _exits.TryAdd(pid, exit);
            TellOfExit(pid, exit);
            _view = _view.Without(member);
        }

        Announce([], [pid]);
    }

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public async Task WaitAsync(Func<MembershipView, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = Volatile.Read(ref _changed).Task;
            if (condition(_view))
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Announce(List<ProcessInfo> joined, List<int> gone)
    {
        foreach (ProcessInfo process in joined)
        {
            if (!_preparing.IsEmpty)
            {
                TakePreparing(SiloAddress.FromParsableString(process.Silo));
            }

            _silosByOwnWord.TryRemove(process.Pid, out _);
            Joined?.Invoke(process);
        }

        foreach (int pid in gone)
        {
            _silosByOwnWord.TryRemove(pid, out _);
            Exited?.Invoke(pid, ExitOf(pid));
        }

        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }

    // Under the lock.
    private void NoteDepartures(ProcessDeparture[] departed, List<int> gone)
    {
        foreach (ProcessDeparture departure in departed)
        {
            if (_exits.TryAdd(departure.Pid, departure.Exit))
            {
                // Also one that came and went between two words: others may have spoken of it.
                gone.Add(departure.Pid);
                if (departure.HadJoined)
                {
                    TellOfExit(departure.Pid, departure.Exit);
                }
            }
            else
            {
                _exits[departure.Pid] = departure.Exit;
            }
        }
    }

    // Under the lock. Of those that are said to be alive, some may be gone.
    private void Show(MembershipView after, ProcessInfo[] alive, List<ProcessInfo> joined)
    {
        MembershipView before = _view;
        foreach (ProcessInfo process in alive.Where(p => after.Processes.ContainsKey(p.Pid)))
        {
            if (!before.Processes.TryGetValue(process.Pid, out MembershipView.Member? known))
            {
                joined.Add(process);
                TellOfJoin(process, _workers);
            }
            else if (known.Info.State != process.State && process.Pid != 1)
            {
                _workers?.Invoke(new WorkerExiting(process.Pid));
            }
        }

        _view = after;
    }

    private static void TellOfJoin(ProcessInfo process, Action<WorkerEvent>? handler)
    {
        if (process.Pid == 1 || handler is null)
        {
            return;
        }

        handler(new WorkerJoined(process));
        if (process.State == WorkerState.Terminating)
        {
            handler(new WorkerExiting(process.Pid));
        }
    }

    private void TellOfExit(int pid, ProcessExit exit)
    {
        if (pid == 1 || _workers is not { } handlers)
        {
            return;
        }

        if (exit.Reason == ProcessExitReason.Removed && _view.Processes.GetValueOrDefault(pid) is { Info.State: WorkerState.Connected })
        {
            // The snapshot that said so was overtaken by this one.
            handlers(new WorkerExiting(pid));
        }

        handlers(new WorkerExited(pid, exit));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
