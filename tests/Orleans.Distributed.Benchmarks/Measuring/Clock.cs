using System.Diagnostics;

namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>The ways to take the time of something.</summary>
internal static class Clock
{
    /// <summary>The p50 and p99 of how long one call after another takes, in microseconds.</summary>
    public static async Task<Run> LatencyAsync(TimeSpan time, Func<Task> call)
    {
        var durations = new List<double>(1 << 16);
        long begun = Stopwatch.GetTimestamp();
        long last = begun;
        do
        {
            await call();
            long now = Stopwatch.GetTimestamp();
            durations.Add(Stopwatch.GetElapsedTime(last, now).TotalMicroseconds);
            last = now;
        }
        while (Stopwatch.GetElapsedTime(begun, last) < time);

        durations.Sort();
        return new Run(durations.Count, PercentileOf(durations, 50), PercentileOf(durations, 99));
    }

    /// <summary>Calls a second, with so many in flight all the time.</summary>
    public static async Task<Run> RateAsync(TimeSpan time, int inFlight, Func<Task> call)
    {
        long done = 0;
        long begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            long own = 0;
            do
            {
                await call();
                own++;
            }
            while (Stopwatch.GetElapsedTime(begun) < time);
            Interlocked.Add(ref done, own);
        })));
        return new Run(done, done / Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    /// <summary>How long something takes that is done once a repetition, in seconds.</summary>
    /// <param name="operations">How many operations it stands for.</param>
    /// <param name="action">What is done.</param>
    public static async Task<Run> OnceAsync(long operations, Func<Task> action)
    {
        long begun = Stopwatch.GetTimestamp();
        await action();
        return new Run(operations, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }

    public static double PercentileOf(List<double> ascending, double percent) => ascending[(int)((ascending.Count - 1) * percent / 100)];
}
