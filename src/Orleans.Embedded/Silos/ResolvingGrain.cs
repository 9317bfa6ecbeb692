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

    public void GiveAway(Action remove, Action<IRoutable> give, Action finish)
    {
        lock (_lock)
        {
            try
            {
                while (_waiting.TryDequeue(out IRoutable? request))
                {
                    give(request);
                }
            }
            finally
            {
                _done = true;
                try
                {
                    finish();
                }
                finally
                {
                    remove();
                }
            }
        }
    }
}
