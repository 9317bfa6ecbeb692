namespace Orleans.Distributed.Mapping;

/// <summary>Counts what a map has done, and tells the user.</summary>
internal sealed class MapMeter(PMapOptions options, Lock callbacks, TimeProvider time, long? total)
{
    private readonly long _start = time.GetTimestamp();
    private readonly HashSet<int> _lost = [];
    private long _done;
    private long _failed;
    private long _retried;

    /// <summary>Adds to the counts, and tells them.</summary>
    public void Add(long done = 0, long failed = 0, long retried = 0)
    {
        lock (callbacks)
        {
            _done += done;
            _failed += failed;
            _retried += retried;
            options.Progress?.Report(new PMapProgress(_done, _failed, _retried, total, time.GetElapsedTime(_start)));
        }
    }

    /// <summary>Tells once of each worker that is gone.</summary>
    public void AddLost(ProcessExitedException lost)
    {
        lock (callbacks)
        {
            if (_lost.Add(lost.Pid))
            {
                options.OnWorkerLost?.Invoke(lost);
            }
        }
    }
}
