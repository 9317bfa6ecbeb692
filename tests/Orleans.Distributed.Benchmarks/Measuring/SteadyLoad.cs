using System.Diagnostics;

namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>Begins calls at a steady rate, whether those before have ended or not, as the users of a service do.</summary>
internal static class SteadyLoad
{
    /// <summary>The p50 and p99 in microseconds, from when a call was due: one that could not begin in time has waited.</summary>
    /// <param name="time">For how long.</param>
    /// <param name="rate">Calls a second.</param>
    /// <param name="call">The call.</param>
    public static async Task<Run> RunAsync(TimeSpan time, double rate, Func<Task> call)
    {
        int count = Math.Max(1, (int)(rate * time.TotalSeconds));
        var calls = new Task<double>[count];

        // A thread of its own: one of the pool could be late because of the calls themselves.
        await Task.Factory.StartNew(() => Begin(calls, rate, call), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        List<double> durations = [.. await Task.WhenAll(calls)];
        durations.Sort();
        return new Run(count, Clock.PercentileOf(durations, 50), Clock.PercentileOf(durations, 99));
    }

    private static void Begin(Task<double>[] calls, double rate, Func<Task> call)
    {
        double ticks = Stopwatch.Frequency / rate;
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls.Length; i++)
        {
            long due = begun + (long)(i * ticks);
            while (Stopwatch.GetTimestamp() < due)
            {
                Thread.Yield();
            }

            calls[i] = TimeAsync(due, call);
        }
    }

    private static async Task<double> TimeAsync(long due, Func<Task> call)
    {
        await call().ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(due).TotalMicroseconds;
    }
}
