using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Growth;

/// <summary>Arrays of all sizes, there and back.</summary>
internal sealed class PayloadRow : Row
{
    private const int Mebibyte = 1 << 20;
    private static readonly int[] Sizes = [1 << 10, 16 << 10, 256 << 10, Mebibyte, 16 * Mebibyte, 256 * Mebibyte, 1024 * Mebibyte];

    // The first ones use memory that no process has used yet, which systems take their time to give.
    private const int WarmUps = 3;

    public override string Name => "growthpayload";

    public override bool IsLong => true;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        foreach (int size in Sizes.Where(size => !bench.IsQuick || size <= 16 * Mebibyte))
        {
            byte[] array = new byte[size];
            for (int i = 0; i < WarmUps; i++)
            {
                await bench.Cluster.RemoteCallFetchAsync(bench.Worker, given => given, array);
            }

            Run run = await Clock.LatencyAsync(bench.Slice, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, given => given, array));
            yield return new Figure($"growthpayload{size}", $"byte[] of {size:N0}, there and back", 2.0 * size / run.Values[0], "MB/s")
            {
                X = size / 1024,
                Series = new Series("Payload", "KiB", "MB a second, there and back"),
            };
        }
    }
}
