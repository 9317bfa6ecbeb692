namespace Orleans.Distributed.Tests.Support;

/// <summary>A time that does not pass: no timer fires, and all are kept, with what they would call.</summary>
internal sealed class StillTime : TimeProvider
{
    private readonly List<TimerCallback> _callbacks = [];
    private readonly List<object?> _states = [];

    public override long GetTimestamp() => 0;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callbacks.Add(callback);
        _states.Add(state);
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
