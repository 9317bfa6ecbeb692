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
    private readonly ConcurrentDictionary<Rrid, ReferenceEntry> _entries = new();
    private readonly ConcurrentDictionary<int, long> _highestSeen = new();
    private readonly ConcurrentDictionary<Rrid, TaskCompletionSource> _awaited = new();
    private readonly ProcessTable _processes;

    public ReferenceTable(ProcessTable processes)
    {
        _processes = processes;
        processes.Exited += (pid, _) => OnProcessExited(pid);
    }

    public int Count => _entries.Count;

    /// <summary>Adds an entry, with its creator as first holder.</summary>
    public void Add(ReferenceEntry entry)
    {
        Rrid id = entry.Id;
        lock (entry)
        {
            entry.Holders.Add(id.Whence);
        }

        _entries[id] = entry;
        MarkSeen(id);
        if (_awaited.TryRemove(id, out TaskCompletionSource? awaited))
        {
            awaited.TrySetResult();
        }

        if (!_processes.IsAlive(id.Whence) && id.Whence < _processes.View.Snapshot.NextPid)
        {
            // The creator died while its message was on the way.
            Change(id, static (ref HolderSet holders, int pid) => holders.RemoveProcess(pid), id.Whence);
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

    /// <summary>Applies what <paramref name="sender"/> tells of references that this process owns.</summary>
    public void Apply(int sender, List<ReferenceUpdate> updates)
    {
        foreach (ReferenceUpdate update in updates)
        {
            Change(
                update.Reference,
                static (ref HolderSet holders, (int Sender, ReferenceUpdate Update) change) =>
                {
                    switch (change.Update.Kind)
                    {
                        case ReferenceUpdateKind.Transfer:
                            holders.BeginTransfer(change.Update.Token, change.Update.Receiver);
                            break;
                        case ReferenceUpdateKind.Settle:
                            holders.Settle(change.Update.Token, change.Sender);
                            break;
                        case ReferenceUpdateKind.Drop:
                            holders.Remove(change.Sender);
                            break;
                    }
                },
                (sender, update));
        }
    }

    /// <summary>Notes that <paramref name="pid"/> holds the reference.</summary>
    public void AddHolder(Rrid id, int pid) => Change(id, static (ref HolderSet holders, int p) => holders.Add(p), pid);

    /// <summary>Notes that <paramref name="pid"/> does not hold the reference any more.</summary>
    public void RemoveHolder(Rrid id, int pid) => Change(id, static (ref HolderSet holders, int p) => holders.Remove(p), pid);

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

        _highestSeen.TryRemove(pid, out _);
    }

    private bool WasSeen(Rrid id) => _highestSeen.TryGetValue(id.Whence, out long highest) && id.Id <= highest;

    private bool MayStillCome(Rrid id) => _processes.IsAlive(id.Whence) || id.Whence >= _processes.View.Snapshot.NextPid;

    private void MarkSeen(Rrid id) =>
        _highestSeen.AddOrUpdate(id.Whence, static (_, seen) => seen, static (_, before, seen) => Math.Max(before, seen), id.Id);
}
