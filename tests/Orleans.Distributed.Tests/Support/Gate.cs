using System.Collections.Concurrent;

namespace Orleans.Distributed.Tests.Support;

/// <summary>
/// A meeting point of a test and of functions that run in its processes. It travels as its name alone, and means the same in all
/// processes of the test's program, which have their static fields in common.
/// </summary>
internal sealed class Gate : IDisposable
{
    private static readonly ConcurrentDictionary<string, State> States = new();
    private readonly string _name = Guid.NewGuid().ToString();

    public int Arrivals => Here.Arrivals;

    private State Here => States.GetOrAdd(_name, static _ => new State());

    /// <summary>Notes that somebody is here, and goes on.</summary>
    public void Arrive() => Here.Arrive();

    /// <summary>Notes that somebody is here, who waits for <see cref="Open"/> without holding a thread.</summary>
    public Task PassAsync()
    {
        Arrive();
        return Here.Opened.Task;
    }

    /// <summary>Notes that somebody is here, who waits for <see cref="Open"/> and blocks the thread meanwhile.</summary>
    public void Pass() => PassAsync().Wait();

    /// <summary>Passes, and returns what it was given.</summary>
    public async Task<T> PassAsync<T>(T value)
    {
        await PassAsync();
        return value;
    }

    public void Open() => Here.Opened.TrySetResult();

    /// <summary>Waits until so many have arrived.</summary>
    public Task ArrivedAsync(int count = 1) => Here.WhenArrived(count).Soon();

    public void Dispose()
    {
        Open();
        States.TryRemove(_name, out _);
    }

    private sealed class State
    {
        private readonly Lock _lock = new();
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Arrivals { get; private set; }

        public void Arrive()
        {
            lock (_lock)
            {
                Arrivals++;
                foreach ((int count, TaskCompletionSource reached) in _waiting)
                {
                    if (Arrivals >= count)
                    {
                        reached.TrySetResult();
                    }
                }
            }
        }

        public Task WhenArrived(int count)
        {
            lock (_lock)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Arrivals >= count)
                {
                    reached.SetResult();
                }

                _waiting.Add((count, reached));
                return reached.Task;
            }
        }
    }
}
