using System.Diagnostics;

namespace Orleans.Distributed.Benchmarks;

/// <summary>The ways to take the time of something.</summary>
internal static class Clock
{
    /// <summary>The durations of one call after another, ascending, in microseconds.</summary>
    public static async Task<double[]> EachAsync(int times, Func<Task> call)
    {
        for (int i = 0; i < (times / 10) + 1; i++)
        {
            await call();
        }

        var durations = new double[times];
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await call();
            durations[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(durations);
        return durations;
    }

    /// <summary>The best duration of a few.</summary>
    public static async Task<TimeSpan> BestAsync(int times, Func<Task> action)
    {
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i <= times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await action();
            TimeSpan took = Stopwatch.GetElapsedTime(start);

            // The first is to warm up.
            best = i > 0 && took < best ? took : best;
        }

        return best;
    }

    /// <summary>Calls a second, with so many in flight all the time.</summary>
    public static async Task<double> RateAsync(int inFlight, int times, Func<Task> call)
    {
        await RunAsync(inFlight, Math.Max(inFlight, times / 4), call);
        TimeSpan took = await RunAsync(inFlight, times, call);
        return times / took.TotalSeconds;
    }

    public static double Percentile(this double[] ascending, double percent) => ascending[(int)(ascending.Length * percent / 100)];

    private static async Task<TimeSpan> RunAsync(int inFlight, int times, Func<Task> call)
    {
        int left = times;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await call();
            }
        })));
        return Stopwatch.GetElapsedTime(start);
    }
}
