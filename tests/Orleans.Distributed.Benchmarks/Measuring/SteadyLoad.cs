using System.Diagnostics;

namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>Begins calls at a steady rate, whether those before have ended or not, as the users of a service do.</summary>
/// <remarks>
/// Of a call that has ended it keeps its duration alone: were each one's task kept, the collector would have to move them all, and its pauses would be
/// the p99.
/// </remarks>
internal sealed class SteadyLoad
{
    private readonly Func<Task> _call;
    private readonly double[] _durations;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    private SteadyLoad(int count, Func<Task> call)
    {
        _call = call;
        _left = count;
        _durations = new double[count];

        // So that the memory is there before calls are timed.
        Array.Fill(_durations, double.NaN);
    }

    /// <summary>The p50 and p99 in microseconds, from when a call was due: one that could not begin in time has waited.</summary>
    /// <param name="time">For how long.</param>
    /// <param name="rate">Calls a second.</param>
    /// <param name="call">The call.</param>
    public static async Task<Run> RunAsync(TimeSpan time, double rate, Func<Task> call)
    {
        int count = Math.Max(1, (int)(rate * time.TotalSeconds));
        var load = new SteadyLoad(count, call);

        // A thread of its own: one of the pool could be late because of the calls themselves.
        await Task.Factory.StartNew(() => load.Begin(rate), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await load._ended.Task;
        List<double> durations = [.. load._durations];
        durations.Sort();
        return new Run(count, Clock.PercentileOf(durations, 50), Clock.PercentileOf(durations, 99));
    }

    private void Begin(double rate)
    {
        double ticks = Stopwatch.Frequency / rate;
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < _durations.Length; i++)
        {
            long due = begun + (long)(i * ticks);
            while (Stopwatch.GetTimestamp() < due)
            {
                Thread.Yield();
            }

            _ = TimeAsync(i, due);
        }
    }

    private async Task TimeAsync(int number, long due)
    {
        try
        {
            await _call().ConfigureAwait(false);
            _durations[number] = Stopwatch.GetElapsedTime(due).TotalMicroseconds;
        }
#pragma warning disable CA1031 // It is the end of the run.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _ended.TrySetException(error);
        }

        if (Interlocked.Decrement(ref _left) == 0)
        {
            _ended.TrySetResult();
        }
    }
}
