using Microsoft.Extensions.Logging;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.References;

/// <summary>
/// Tells owners who holds their references, in batches: at once where a message must not overtake the word of it, else when there is
/// enough for a message, or a little later.
/// </summary>
internal sealed partial class ReferenceTraffic : IDisposable
{
    /// <summary>How many changes are worth a message, which costs both sides as much as a call does.</summary>
    private const int WorthAMessage = 64;

    /// <summary>How long a change may wait for others to travel with.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly LocalProcess _process;
    private readonly PeerTable _peers;
    private readonly ReferenceTable _table;
    private readonly ILogger<ReferenceTraffic> _logger;
    private readonly ReferenceQueue _own = new();
    private readonly ITimer _timer;
    private int _armed;

    public ReferenceTraffic(LocalProcess process, PeerTable peers, ReferenceTable table, ILogger<ReferenceTraffic> logger)
    {
        _process = process;
        _peers = peers;
        _table = table;
        _logger = logger;
        _timer = process.Time.CreateTimer(
            static state => ((ReferenceTraffic)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A token for one sending of one handle.</summary>
    public TransferToken NewToken() => new(_process.Pid, _process.NextId());

    /// <summary>Queues a change for the owner. Never blocks and never throws: finalizers call it.</summary>
    public void Add(int owner, in ReferenceUpdate update)
    {
        ReferenceQueue? queue = owner == _process.Pid ? _own : FindQueue(owner);
        if (queue is null)
        {
            // The owner is gone, and what it owned with it.
            return;
        }

        queue.Add(update);
        if (Interlocked.Exchange(ref _armed, 1) == 0)
        {
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sends what waits for these processes, at once.</summary>
    public void Flush(IEnumerable<int> owners)
    {
        foreach (int owner in owners)
        {
            if (owner == _process.Pid)
            {
                ApplyOwn();
            }
            else if (FindPeer(owner) is { } peer)
            {
                SendAll(peer);
            }
        }
    }

    /// <summary>Sends what waits for this peer, if it is enough. Asked whenever a message goes there.</summary>
    public void Flush(Peer peer)
    {
        if (peer.References.Count >= WorthAMessage)
        {
            SendAll(peer);
        }
    }

    /// <summary>Sends and applies everything that waits.</summary>
    public void FlushAll()
    {
        ApplyOwn();
        foreach (Peer peer in _peers.All)
        {
            SendAll(peer);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Passes on what <paramref name="sender"/> tells of references of <paramref name="owner"/>, to which it has no link.</summary>
    public void Relay(int owner, int sender, byte[] batch)
    {
        if (FindPeer(owner) is { } peer)
        {
            Observe(owner, peer.Messages.UpdateReferences(sender, batch));
        }
    }

    private void SendAll(Peer peer)
    {
        // One at a time, so that the batches leave in the order of the changes. Whoever finds nothing to send knows that it was sent, and not
        // only taken by somebody who is about to.
        lock (peer.References)
        {
            while (!peer.References.IsEmpty)
            {
                byte[] batch = ReferenceBatch.Take(peer.References);
                Observe(peer.Pid, Send(peer, batch));
            }
        }
    }

    private Task Send(Peer peer, byte[] batch)
    {
        // The head can talk to everybody.
        bool isRelayed = peer.RelaysReferences ??= !_peers.IsLinkedTo(peer.Pid);
        return isRelayed
            ? FindPeer(1)?.Messages.RelayReferences(peer.Pid, _process.Pid, batch) ?? Task.CompletedTask
            : peer.Messages.UpdateReferences(_process.Pid, batch);
    }

    private void OnTimer()
    {
        Volatile.Write(ref _armed, 0);
        FlushAll();
    }

    private void ApplyOwn()
    {
        lock (_own)
        {
            while (_own.TryTake(out ReferenceUpdate update))
            {
                _table.Apply(_process.Pid, update);
            }
        }
    }

    private ReferenceQueue? FindQueue(int owner) => FindPeer(owner)?.References;

    private Peer? FindPeer(int pid) => _peers.GetSender(pid);

    private async void Observe(int pid, Task sent)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotTold(e, pid);
        }
    }

    [LoggerMessage(20, LogLevel.Debug, "Process {Pid} could not be told of released references; it is probably gone.")]
    private partial void LogNotTold(Exception exception, int pid);
}
