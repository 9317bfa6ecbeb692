namespace Orleans.Runtime;

/// <summary>Participants by stage. Those of one stage run together; a stage is over when all of them are.</summary>
internal sealed class LifecycleStages : ILifecycleObservable
{
    private readonly Lock _lock = new();
    private readonly List<(int Stage, string Name, ILifecycleObserver Observer)> _participants = [];
    private int? _highestStarted;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        (int, string, ILifecycleObserver) participant = (stage, observerName, observer);
        lock (_lock)
        {
            _participants.Add(participant);
        }

        return new Subscription(this, participant);
    }

    /// <summary>Starts the stages of a range, in order. The first failure ends it.</summary>
    public async Task StartAsync(int first, int last, CancellationToken cancellationToken, Action<int>? onCompleted = null)
    {
        foreach (int stage in StagesBetween(first, last))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _highestStarted = stage;
            await Task.WhenAll(At(stage).Select(participant => participant.Observer.OnStart(cancellationToken))).ConfigureAwait(true);
            onCompleted?.Invoke(stage);
        }
    }

    /// <summary>Stops the started stages in reverse order, down to one. Failures are reported, and the stop goes on.</summary>
    public async Task StopAsync(int downTo, Action<string, Exception>? onFailed, CancellationToken cancellationToken, Action<int>? onCompleted = null)
    {
        if (_highestStarted is not { } highest)
        {
            return;
        }

        foreach (int stage in StagesBetween(downTo, highest).Reverse())
        {
            _highestStarted = stage == int.MinValue ? null : stage - 1;
            foreach ((int _, string name, ILifecycleObserver observer) in At(stage))
            {
                try
                {
                    await observer.OnStop(cancellationToken).ConfigureAwait(true);
                }
                catch (Exception error) when (onFailed is not null)
                {
                    onFailed(name, error);
                }
            }

            onCompleted?.Invoke(stage);
        }
    }

    private int[] StagesBetween(int first, int last)
    {
        lock (_lock)
        {
            return [.. _participants.Select(participant => participant.Stage).Where(stage => stage >= first && stage <= last).Distinct().Order()];
        }
    }

    private (int Stage, string Name, ILifecycleObserver Observer)[] At(int stage)
    {
        lock (_lock)
        {
            return [.. _participants.Where(participant => participant.Stage == stage)];
        }
    }

    private sealed class Subscription(LifecycleStages stages, (int, string, ILifecycleObserver) participant) : IDisposable
    {
        public void Dispose()
        {
            lock (stages._lock)
            {
                stages._participants.Remove(participant);
            }
        }
    }
}
