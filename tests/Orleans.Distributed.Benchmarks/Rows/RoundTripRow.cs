namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>One call at a time.</summary>
internal sealed class RoundTripRow : Row
{
    public override string Name => "roundtrip";

    public override async Task<IEnumerable<Figure>> MeasureAsync(Bench bench)
    {
        int times = bench.Times(100_000, 5_000);
        byte[] message = new byte[64];
        byte[] answer = new byte[64];
        double[] socket = await Clock.EachAsync(times, () => bench.Socket.EchoAsync(message, answer));
        Func<int> function = Addition.Of(1);
        double[] calls = await Clock.EachAsync(times, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function));
        return
        [
            new Figure("call, one at a time, p50", calls.Percentile(50), "us", "socket ping-pong, 64 bytes, p50", socket.Percentile(50), "1.4x"),
            new Figure("call, one at a time, p99", calls.Percentile(99), "us", "socket ping-pong, 64 bytes, p99", socket.Percentile(99), ""),
        ];
    }
}
