namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A large array there and back.</summary>
internal sealed class EchoRow(string size, int bytes) : Row
{
    public override string Name => $"echo{size}";

    public override async Task<IEnumerable<Figure>> MeasureAsync(Bench bench)
    {
        byte[] message = new byte[bytes];
        byte[] answer = new byte[bytes];
        Random.Shared.NextBytes(message);
        int times = bench.Times(20, 5) * (bytes < 10_000_000 ? 20 : 1);
        TimeSpan socket = await Clock.BestAsync(times, () => bench.Socket.EchoAsync(message, answer));
        TimeSpan call = await Clock.BestAsync(times, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, array => array, message));
        return [new Figure($"byte[] of {size}, there and back", call.TotalMilliseconds, "ms", "socket echo of the same size", socket.TotalMilliseconds, "1.5x")];
    }
}
