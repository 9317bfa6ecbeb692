using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

/// <summary>The requests that wait until it is known where their grain is, in order.</summary>
internal sealed class ResolvingGrain
{
    private readonly Lock _lock = new();
    private readonly Queue<IRoutable> _waiting = new();
    private bool _started;
    private bool _done;

    /// <summary>Adds a request.</summary>
    /// <returns>Whether it waits here; if not, the place is known by now.</returns>
    public bool TryAdd(IRoutable request)
    {
        lock (_lock)
        {
            if (_done)
            {
                return false;
            }

            _waiting.Enqueue(request);
            return true;
        }
    }

    /// <summary>Whether the caller is the one that has to find the place.</summary>
    public bool TryStart()
    {
        lock (_lock)
        {
            bool first = !_started;
            _started = true;
            return first;
        }
    }

    /// <summary>Gives the requests away, in order, and ends the wait: later ones have to look for the place again.</summary>
    /// <param name="give">Takes a request; answers <see langword="false"/> when its grain cannot be there any more.</param>
    /// <param name="finish">Notes the place, before anybody looks for it again.</param>
    /// <returns>Whether all were given away. If not, the rest goes on waiting for another place, in order.</returns>
    public bool TryGiveAway(Func<IRoutable, bool> give, Action finish)
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out IRoutable? request))
            {
                if (!give(request))
                {
                    return false;
                }

                _waiting.Dequeue();
            }

            _done = true;
            finish();
            return true;
        }
    }
}
