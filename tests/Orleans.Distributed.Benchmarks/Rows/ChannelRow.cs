using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Yardsticks;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Items through a channel that the other process owns, put and taken with many operations in flight.</summary>
internal sealed class ChannelRow : Row
{
    private const int InFlight = 500;

    public override string Name => "channel";

    public override async Task<IEnumerable<Figure>> MeasureAsync(Bench bench)
    {
        int count = bench.Times(400_000, 40_000);
        await using RemoteChannel<int> channel = await bench.Cluster.CreateChannelAsync<int>(10_000, bench.Worker);
        await MoveAsync(channel, count / 4);
        TimeSpan took = await MoveAsync(channel, count);
        double grain = await GrainCall.RateAsync(bench, InFlight, count);
        TimeSpan batched = await MoveInBatchesAsync(channel, count * 5);
        string yardstick = $"grain calls, {InFlight} in flight";
        return
        [
            new Figure("channel, put and take, pipelined", count / took.TotalSeconds, "items/s", yardstick, grain, "200,000/s"),
            new Figure("channel, put many and read ahead", count * 5 / batched.TotalSeconds, "items/s", yardstick, grain, "200,000/s"),
        ];
    }

    private static async Task<TimeSpan> MoveInBatchesAsync(RemoteChannel<int> channel, int count)
    {
        long start = Stopwatch.GetTimestamp();
        Task putting = channel.PutManyAsync(Enumerable.Range(0, count));
        int left = count;
        await foreach (int item in channel.ReadAllAsync(credit: 10_000))
        {
            if (--left == 0)
            {
                break;
            }
        }

        await putting;
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<TimeSpan> MoveAsync(RemoteChannel<int> channel, int count)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(RepeatAsync(count, () => channel.PutAsync(1)), RepeatAsync(count, () => channel.TakeAsync()));
        return Stopwatch.GetElapsedTime(start);
    }

    private static Task RepeatAsync(int count, Func<Task> operation)
    {
        int left = count;
        return Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await operation();
            }
        })));
    }
}
