using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>One call at a time.</summary>
internal sealed class RoundTripRow : Row
{
    public override string Name => "roundtrip";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        byte[] message = new byte[64];
        byte[] answer = new byte[64];
        Func<int> function = Addition.Of(1);
        Task<Run> CallsAsync() => Clock.LatencyAsync(bench.Slice, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function));
        (Measured calls, Measured socket) = await Repetitions.RunAsync(bench, CallsAsync, () => Clock.LatencyAsync(bench.Slice, () => bench.Socket.EchoAsync(message, answer)));
        yield return Figure.Of("roundtrip.p50", "call, one at a time, p50", "us", calls).Beside("socket ping-pong, 64 bytes", socket) with { Goal = Goal.Within(1.4) };
        yield return Figure.Of("roundtrip.p99", "call, one at a time, p99", "us", calls, 1).Beside("socket ping-pong, 64 bytes", socket, 1);

        (calls, Measured grain) = await Repetitions.RunAsync(bench, CallsAsync, () => Clock.LatencyAsync(bench.Slice, () => bench.Grain.AddAsync(1)));
        yield return Figure.Of("roundtrip.grain", "call, one at a time, p50", "us", calls).Beside("grain call", grain) with { Goal = Goal.Within(1.3) };
    }
}
