using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>Items through a channel that the other process owns, put and taken with many operations in flight.</summary>
internal sealed class ChannelRow : Row
{
    private const int InFlight = 500;
    private const int Credit = 10_000;

    public override string Name => "channel";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        await using RemoteChannel<int> channel = await bench.Cluster.CreateChannelAsync<int>(Credit, bench.Worker);
        string yardstick = $"grain calls, {InFlight} in flight";
        int single = bench.Times(200_000, 20_000);
        int batched = bench.Times(2_000_000, 100_000);
        (Measured moves, Measured grain) = await Repetitions.RunAsync(
            bench, () => MoveAsync(channel, single), () => Clock.RateAsync(bench.Slice, InFlight, () => bench.Grain.AddAsync(1)));
        yield return Figure.Of("channel.single", "channel, put and take, pipelined", "items/s", moves).Beside(yardstick, grain) with { Goal = Goal.AtLeast(200_000) };

        moves = await Repetitions.RunAsync(bench, () => MoveInBatchesAsync(channel, batched));
        yield return Figure.Of("channel.batched", "channel, put many and read ahead", "items/s", moves).Beside(yardstick, grain) with { Goal = Goal.AtLeast(200_000) };
    }

    private static async Task<Run> MoveAsync(RemoteChannel<int> channel, int count)
    {
        Run run = await Clock.OnceAsync(count, () => Task.WhenAll(RepeatAsync(count, () => channel.PutAsync(1)), RepeatAsync(count, () => channel.TakeAsync())));
        return new Run(count, count / run.Values[0]);
    }

    private static async Task<Run> MoveInBatchesAsync(RemoteChannel<int> channel, int count)
    {
        Run run = await Clock.OnceAsync(count, async () =>
        {
            Task putting = channel.PutManyAsync(Enumerable.Range(0, count));
            int left = count;
            await foreach (int item in channel.ReadAllAsync(Credit))
            {
                if (--left == 0)
                {
                    break;
                }
            }

            await putting;
        });
        return new Run(count, count / run.Values[0]);
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
