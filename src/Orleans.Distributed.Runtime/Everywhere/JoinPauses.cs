namespace Orleans.Distributed.Everywhere;

/// <summary>The pauses that those who record functions make for processes that were sent back to run newer ones. Used under a lock.</summary>
/// <remarks>
/// Without them a process would never have run the last function while others go on recording. A pause begins when the process is
/// sent back once more. It is twice as long as the process has taken since it was sent back before, then four times, and so on, and ends early
/// when the process is in, or gone. It has an end in any case, so a function that records another one, in the very process that joins, is
/// late and does not hang.
/// </remarks>
internal sealed class JoinPauses(TimeProvider time)
{
    private const double LargestFactor = 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, Preparation> _preparing = [];

    /// <summary>A process was sent back.</summary>
    public void SentBack(int pid)
    {
        long now = time.GetTimestamp();
        if (!_preparing.TryGetValue(pid, out Preparation? preparation))
        {
            // Everybody is, when there is a record at all.
            _preparing.Add(pid, new Preparation { SentBack = now });
            return;
        }

        TimeSpan taken = time.GetElapsedTime(preparation.SentBack, now);
        double pause = preparation.Factor * Math.Max(2 * taken.TotalSeconds, Shortest.TotalSeconds);
        preparation.Factor = Math.Min(2 * preparation.Factor, LargestFactor);
        preparation.SentBack = now;
        preparation.PauseEnd = now + (long)(Math.Min(pause, Longest.TotalSeconds) * time.TimestampFrequency);
    }

    /// <summary>A process has joined, or is gone.</summary>
    public void End(int pid)
    {
        if (_preparing.Remove(pid, out Preparation? preparation))
        {
            preparation.Ended.SetResult();
        }
    }

    /// <summary>What to wait for before there may be another record; null: nothing. There may be another pause after it.</summary>
    public Task? Current()
    {
        long now = time.GetTimestamp();
        Preparation? last = _preparing.Values.Where(p => p.PauseEnd > now).MaxBy(p => p.PauseEnd);

        // Timers take whole milliseconds.
        return last?.Ended.Task.WaitAsync(time.GetElapsedTime(now, last.PauseEnd) + TimeSpan.FromMilliseconds(1), time);
    }

    private sealed class Preparation
    {
        public long SentBack { get; set; }

        public double Factor { get; set; } = 1;

        public long PauseEnd { get; set; } = long.MinValue;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
