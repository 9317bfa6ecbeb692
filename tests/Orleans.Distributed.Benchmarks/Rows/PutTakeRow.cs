using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>One item at a time through a channel of the other process.</summary>
internal sealed class PutTakeRow : Row
{
    public override string Name => "puttake";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        await using RemoteChannel<int> channel = await bench.Cluster.CreateChannelAsync<int>(10, bench.Worker);
        (Measured moves, Measured calls) = await Repetitions.RunAsync(
            bench,
            () => Clock.LatencyAsync(bench.Slice, async () =>
            {
                await channel.PutAsync(1);
                await channel.TakeAsync();
            }),
            () => Clock.LatencyAsync(bench.Slice, async () =>
            {
                await bench.Grain.AddAsync(1);
                await bench.Grain.AddAsync(1);
            }));
        yield return Figure.Of("puttake.p50", "channel: put, then take, p50", "us", moves).Beside("two grain calls, p50", calls);
        yield return Figure.Of("puttake.p99", "channel: put, then take, p99", "us", moves, 1).Beside("two grain calls, p99", calls, 1);
    }
}
