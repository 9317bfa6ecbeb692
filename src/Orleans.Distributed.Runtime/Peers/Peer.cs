using System.Collections.Concurrent;
using Orleans.Distributed.Grains;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Peers;

/// <summary>What this process keeps for another one that it talks to, as long as that one lives.</summary>
internal sealed class Peer(int pid, IWorkerGrain worker, IWorkerMessages messages)
{
    private readonly ConcurrentDictionary<long, IPendingCall> _pending = new();

    public int Pid { get; } = pid;

    /// <summary>For messages whose order does not matter.</summary>
    public IWorkerGrain Worker { get; } = worker;

    /// <summary>For all others.</summary>
    public IWorkerMessages Messages { get; } = messages;

    /// <summary>The types and functions that the peer was told of, and by which numbers.</summary>
    public SymbolSender OutgoingSymbols { get; } = new();

    /// <summary>The types and functions that the peer told of.</summary>
    public SymbolReceiver IncomingSymbols { get; } = new();

    /// <summary>Changes to references that the peer owns, not sent yet.</summary>
    public ReferenceQueue References { get; } = new();

    /// <summary>
    /// Held while a message that must follow the one before it gets its number and is handed to the engine: so that numbers
    /// and messages are in the same order.
    /// </summary>
    public Lock SendGate { get; } = new();

    /// <summary>
    /// Whether the topology was found to let this process talk to the peer. It stays so: the topology changes only while the head is
    /// alone.
    /// </summary>
    public bool IsLinked { get; set; }

    /// <summary>
    /// Whether the head passes on what this process tells the peer of references; <see langword="null"/> until it was decided. It
    /// is decided once: by two ways changes could overtake each other. Under the lock of <see cref="References"/>.
    /// </summary>
    public bool? RelaysReferences { get; set; }

    /// <summary>How many calls wait for this peer's answer.</summary>
    public int PendingCount => _pending.Count;

    public void Add(long id, IPendingCall call) => _pending[id] = call;

    public bool Remove(long id) => _pending.TryRemove(id, out _);

    /// <summary>Fails every call that waits for this peer.</summary>
    public void FailPending(ProcessExit exit)
    {
        foreach (long id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out IPendingCall? call))
            {
                call.OnProcessExited(Pid, exit);
            }
        }
    }
}
