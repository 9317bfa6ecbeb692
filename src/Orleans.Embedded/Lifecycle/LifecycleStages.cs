namespace Orleans.Runtime;

/// <summary>Participants by stage. Those of one stage start together; a stage is over when all of them are.</summary>
internal sealed class LifecycleStages : ILifecycleObservable
{
    private readonly Lock _lock = new();
    private readonly List<Participant> _participants = [];
    private int? _highestStarted;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var participant = new Participant(this, stage, observerName, observer);
        lock (_lock)
        {
            _participants.Add(participant);
        }

        return participant;
    }

    /// <summary>Starts the stages in order. The first failure ends it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken, Action<int>? onCompleted = null)
    {
        foreach (int stage in Stages())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _highestStarted = stage;
            await Task.WhenAll(Array.ConvertAll(At(stage), participant => participant.Observer.OnStart(cancellationToken))).ConfigureAwait(true);
            onCompleted?.Invoke(stage);
        }
    }

    /// <summary>Stops the started stages in reverse order. With a handler, failures are reported, and the stop goes on.</summary>
    public async Task StopAsync(Action<string, Exception>? onFailed, CancellationToken cancellationToken, Action<int>? onCompleted = null)
    {
        if (_highestStarted is not { } highest)
        {
            return;
        }

        _highestStarted = null;
        int[] stages = Stages();
        Array.Reverse(stages);
        foreach (int stage in stages)
        {
            if (stage > highest)
            {
                continue;
            }

            foreach (Participant participant in At(stage))
            {
                try
                {
                    await participant.Observer.OnStop(cancellationToken).ConfigureAwait(true);
                }
                catch (Exception error) when (onFailed is not null)
                {
                    onFailed(participant.Name, error);
                }
            }

            onCompleted?.Invoke(stage);
        }
    }

    private int[] Stages()
    {
        lock (_lock)
        {
            return [.. _participants.Select(participant => participant.Stage).Distinct().Order()];
        }
    }

    private Participant[] At(int stage)
    {
        lock (_lock)
        {
            return [.. _participants.Where(participant => participant.Stage == stage)];
        }
    }

    private sealed class Participant(LifecycleStages stages, int stage, string name, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public string Name => name;

        public ILifecycleObserver Observer => observer;

        public void Dispose()
        {
            lock (stages._lock)
            {
                stages._participants.Remove(this);
            }
        }
    }
}
