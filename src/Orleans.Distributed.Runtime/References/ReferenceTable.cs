using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.References;

/// <summary>
/// The references that this process owns, and who holds them. An entry lives as long as some process holds a handle, or one is on
/// its way; then it costs nothing.
/// </summary>
/// <remarks>
/// A reference that is not in the table is either not there yet (its creator's message was overtaken by that of another
/// process that got the handle) or gone. Creators send their messages in the order of the ids, so the highest id seen of
/// each creator tells the two apart.
/// </remarks>
internal sealed class ReferenceTable
{
    /// <summary>
    /// How long a handle that a dead process had sent may be on its way before it counts as lost. Longer than any word of its
    /// arrival takes.
    /// </summary>
    public static readonly TimeSpan TransferGrace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Rrid, ReferenceEntry> _entries = new();
    private readonly ConcurrentDictionary<int, long> _highestSeen = new();
    private readonly ConcurrentDictionary<Rrid, TaskCompletionSource> _awaited = new();
    private readonly Dictionary<Rrid, List<(int Sender, ReferenceUpdate Update)>> _early = [];
    private readonly ProcessTable _processes;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ProcessExitedException? _end;

    public ReferenceTable(ProcessTable processes, TimeProvider? time = null)
    {
        _processes = processes;
        _time = time ?? TimeProvider.System;
        processes.Exited += (pid, _) => OnProcessExited(pid);
    }

    /// <summary>This process has ended.</summary>
    public event Action<ProcessExitedException>? Ended;

    public int Count => _entries.Count;

    /// <summary>How many references are known only by what other processes tell of them.</summary>
    public int EarlyCount
    {
        get
        {
            lock (_early)
            {
                return _early.Count;
            }
        }
    }

    /// <summary>What there is now, by identity.</summary>
    public IReadOnlyList<ReferenceInfo> Describe()
    {
        var all = new List<ReferenceInfo>();
        foreach (ReferenceEntry entry in _entries.Values)
        {
            lock (entry)
            {
                all.Add(entry.Describe());
            }
        }

        all.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        return all;
    }

    /// <summary>Adds an entry, with its creator as first holder.</summary>
    public void Add(ReferenceEntry entry)
    {
        Rrid id = entry.Id;
        List<(int Sender, ReferenceUpdate Update)>? early;
        lock (_early)
        {
            _early.Remove(id, out early);
            lock (entry)
            {
                entry.Holders.Add(id.Whence);
                early?.ForEach(e => Apply(ref entry.Holders, e.Sender, e.Update));
            }

            _entries[id] = entry;
            MarkSeen(id);
        }

        if (_awaited.TryRemove(id, out TaskCompletionSource? awaited))
        {
            awaited.TrySetResult();
        }

        if (_end is { } end)
        {
            entry.OnOwnerExited(end);
        }

        // Those who told of it, and the creator, may have died while its message was on the way.
        RemoveIfGone(id, id.Whence);
        early?.ForEach(e => RemoveGone(e.Sender, e.Update));
    }

    /// <summary>Fails everything that waits for what this process owns, now and from now on, because it has ended.</summary>
    public void End(ProcessExitedException end)
    {
        _end = end;
        foreach (ReferenceEntry entry in _entries.Values)
        {
            entry.OnOwnerExited(end);
        }

        // Within a program that goes on, a wait would keep this table, and all of the process with it.
        _ended.TrySetResult();
        Ended?.Invoke(end);
    }

    /// <summary>Throws when this process has ended.</summary>
    public void ThrowIfEnded()
    {
        if (_end is { } end)
        {
            throw new ProcessExitedException(end.Pid, end.Exit, CallOutcome.MayHaveRun);
        }
    }

    public bool TryGet(Rrid id, [MaybeNullWhen(false)] out ReferenceEntry entry) => _entries.TryGetValue(id, out entry);

    /// <summary>The entry; waits for its creator's message when that is still on the way. <see langword="null"/> when it is gone.</summary>
    public async ValueTask<ReferenceEntry?> FindAsync(Rrid id)
    {
        while (true)
        {
            if (_entries.TryGetValue(id, out ReferenceEntry? entry))
            {
                return entry;
            }

            if (WasSeen(id) || !MayStillCome(id))
            {
                // Looked at again: it may have come between the two questions.
                return _entries.GetValueOrDefault(id);
            }

            TaskCompletionSource awaited = _awaited.GetOrAdd(id, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (WasSeen(id) || !MayStillCome(id))
            {
                _awaited.TryRemove(id, out _);
                awaited.TrySetResult();
                continue;
            }

            await awaited.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Applies what <paramref name="sender"/> tells of a reference that this process owns.</summary>
    public void Apply(int sender, in ReferenceUpdate update)
    {
        if (_entries.ContainsKey(update.Reference) || !KeepForLater(sender, update))
        {
            Change(
                update.Reference,
                static (ref HolderSet holders, (int Sender, ReferenceUpdate Update) told) => Apply(ref holders, told.Sender, told.Update),
                (sender, update));
            RemoveGone(sender, update);
        }
    }

    private static void Apply(ref HolderSet holders, int sender, in ReferenceUpdate update)
    {
        switch (update.Kind)
        {
            case ReferenceUpdateKind.Transfer:
                holders.BeginTransfer(update.Token, update.Receiver);
                break;
            case ReferenceUpdateKind.Settle:
                holders.Settle(update.Token, sender);
                break;
            case ReferenceUpdateKind.Drop:
                holders.Remove(sender);
                break;
        }
    }

    /// <summary>
    /// Keeps a change for a reference whose creator's message is still on the way, as a large one may be. False when there is
    /// nothing to wait for.
    /// </summary>
    private bool KeepForLater(int sender, ReferenceUpdate update)
    {
        lock (_early)
        {
            if (WasSeen(update.Reference) || !MayStillCome(update.Reference))
            {
                return false;
            }

            if (!_early.TryGetValue(update.Reference, out List<(int Sender, ReferenceUpdate Update)>? kept))
            {
                _early.Add(update.Reference, kept = []);
            }

            kept.Add((sender, update));
            return true;
        }
    }

    /// <summary>
    /// Takes out whom a change has put in and who is dead: word of a process may be read after the word of its end, and nobody else
    /// would take it out again.
    /// </summary>
    private void RemoveGone(int sender, in ReferenceUpdate update)
    {
        RemoveIfGone(update.Reference, sender);
        RemoveIfGone(update.Reference, update.Receiver);
        if (update.Kind == ReferenceUpdateKind.Transfer && _processes.IsGone(update.Token.Sender))
        {
            GiveUpLater(update.Token.Sender);
        }
    }

    private void RemoveIfGone(Rrid id, int pid)
    {
        if (pid != 0 && _processes.IsGone(pid))
        {
            Change(id, static (ref HolderSet holders, int p) => holders.RemoveProcess(p), pid);
        }
    }

    private delegate void HolderChange<TState>(ref HolderSet holders, TState state);

    private void Change<TState>(Rrid id, HolderChange<TState> change, TState state)
    {
        if (!_entries.TryGetValue(id, out ReferenceEntry? entry))
        {
            return;
        }

        lock (entry)
        {
            change(ref entry.Holders, state);
            if (entry.IsReleased || !entry.Holders.IsEmpty)
            {
                return;
            }

            _entries.TryRemove(id, out _);
            entry.OnReleased();
        }
    }

    private void OnProcessExited(int pid)
    {
        foreach ((Rrid id, ReferenceEntry entry) in _entries)
        {
            Change(id, static (ref HolderSet holders, int p) => holders.RemoveProcess(p), pid);
            entry.OnProcessExited(pid);
        }

        // What the dead process announced to others and never sent here will not come any more.
        foreach ((Rrid id, TaskCompletionSource awaited) in _awaited)
        {
            if (id.Whence == pid && _awaited.TryRemove(id, out _))
            {
                awaited.TrySetResult();
            }
        }

        GiveUpLater(pid);
        lock (_early)
        {
            foreach (Rrid id in _early.Keys.Where(id => id.Whence == pid).ToArray())
            {
                _early.Remove(id);
            }

            _highestSeen.TryRemove(pid, out _);
        }
    }

    private async void GiveUpLater(int pid)
    {
        await Task.WhenAny(_ended.Task, Task.Delay(TransferGrace, _time)).ConfigureAwait(false);
        if (_ended.Task.IsCompleted)
        {
            return;
        }

        foreach (Rrid id in _entries.Keys)
        {
            Change(id, static (ref HolderSet holders, int p) => holders.RemoveTransfersFrom(p), pid);
        }
    }

    private bool WasSeen(Rrid id) => _highestSeen.TryGetValue(id.Whence, out long highest) && id.Id <= highest;

    private bool MayStillCome(Rrid id) => !_processes.IsGone(id.Whence);

    private void MarkSeen(Rrid id) =>
        _highestSeen.AddOrUpdate(id.Whence, static (_, seen) => seen, static (_, before, seen) => Math.Max(before, seen), id.Id);
}
