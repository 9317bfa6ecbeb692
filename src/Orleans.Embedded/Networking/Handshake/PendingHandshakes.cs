using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>
/// The incoming connections that are not proven yet. There are so many at most; a further one waits until there is room, and the
/// oldest has to go after a second, so that peers which connect and say nothing cannot keep others out.
/// </summary>
internal sealed class PendingHandshakes(int limit, TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(50);

    private readonly LinkedList<(ILinkTransport Transport, long Since)> _pending = new();
    private bool _closed;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_pending)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Adds a connection, as soon as there is room.</summary>
    /// <returns>What to give to <see cref="Remove"/>; <see langword="null"/> when the listener closed meanwhile.</returns>
    public LinkedListNode<(ILinkTransport Transport, long Since)>? Add(ILinkTransport transport)
    {
        lock (_pending)
        {
            while (!_closed && _pending.Count >= limit)
            {
                var (oldest, since) = _pending.First!.Value;
                if (time.GetElapsedTime(since) >= Grace)
                {
                    oldest.Abort();
                }

                Monitor.Wait(_pending, WaitSlice);
            }

            return _closed ? null : _pending.AddLast((transport, time.GetTimestamp()));
        }
    }

    /// <summary>The handshake is over.</summary>
    public void Remove(LinkedListNode<(ILinkTransport Transport, long Since)> handshake)
    {
        lock (_pending)
        {
            _pending.Remove(handshake);
            Monitor.Pulse(_pending);
        }
    }

    /// <summary>Breaks all of them off.</summary>
    public void Close()
    {
        lock (_pending)
        {
            _closed = true;
            foreach (var (transport, _) in _pending)
            {
                transport.Abort();
            }

            Monitor.PulseAll(_pending);
        }
    }
}
