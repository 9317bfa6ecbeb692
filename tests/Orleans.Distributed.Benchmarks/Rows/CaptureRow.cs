using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A parallel map whose function captures much.</summary>
internal sealed class CaptureRow : Row
{
    private const int Items = 1000;

    public override string Name => "capture";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        int bytes = bench.Times(100_000_000, 10_000_000);
        int[] workers = await bench.WorkersAsync(2);
        double[] before = await ReceivedAsync(bench, workers);
        byte[] captured = new byte[bytes];
        await bench.Cluster.PMapAsync(Enumerable.Range(0, Items), LengthOf(captured), new PMapOptions { Pool = new WorkerPool(bench.Cluster, workers), BatchSize = 1 });
        double[] after = await ReceivedAsync(bench, workers);
        for (int i = 0; i < workers.Length; i++)
        {
            yield return new Figure($"capture.worker{i + 1}", $"captured array, {Items:N0} items, received by worker {i + 1}", after[i] - before[i], "bytes")
            {
                Yardstick = "the array",
                YardstickValue = bytes,
                Goal = Goal.Within(1.1),
            };
        }
    }

    private static Func<int, int> LengthOf(byte[] captured) => item => captured.Length + item;

    private static Task<double[]> ReceivedAsync(Bench bench, int[] workers) =>
        Task.WhenAll(workers.Select(worker => bench.Cluster.RemoteCallFetchAsync(worker, SocketBytes.ReceivedAsync)));
}
