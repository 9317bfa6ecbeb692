using System.Diagnostics;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>Many channels at one process.</summary>
internal sealed class ChannelsRow : Row
{
    private const int Moves = 1000;
    private static readonly int[] Counts = [1_000, 10_000, 100_000];

    public override string Name => "growthchannels";

    public override bool IsLong => true;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        foreach (int count in Counts)
        {
            (long before, _) = await Memory.OfBothAsync(bench);
            long begun = Stopwatch.GetTimestamp();
            var channels = new RemoteChannel<int>[count];
            for (int i = 0; i < count; i++)
            {
                channels[i] = await bench.Cluster.CreateChannelAsync<int>(10, bench.Worker);
            }

            double create = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / count;
            begun = Stopwatch.GetTimestamp();
            for (int i = 0; i < Moves; i++)
            {
                RemoteChannel<int> channel = channels[i % count];
                await channel.PutAsync(i);
                await channel.TakeAsync();
            }

            double move = Stopwatch.GetElapsedTime(begun).TotalMicroseconds / Moves;
            (long after, _) = await Memory.OfBothAsync(bench);
            var chart = new Series("Channels at one process", "channels", "us to create one");
            yield return new Figure($"growthchannels{count}.create", $"{count:N0} channels: to create one", create, "us") { X = count, Series = chart };
            yield return new Figure($"growthchannels{count}.move", $"{count:N0} channels: to put and take an item, each used once", move, "us")
            {
                X = count,
                Series = chart with { Name = "us to put and take" },
            };
            yield return new Figure($"growthchannels{count}.bytes", $"{count:N0} channels: at the owner", (double)(after - before) / count, "bytes each");
            foreach (RemoteChannel<int> channel in channels)
            {
                await channel.DisposeAsync();
            }
        }
    }
}
