using Orleans.Concurrency;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A large array there and back.</summary>
internal sealed class EchoRow(string size, int bytes) : Row
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(1500);

    public override string Name => $"echo{size}";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        byte[] message = new byte[bytes];
        byte[] answer = new byte[bytes];
        Random.Shared.NextBytes(message);

        // Until what only large messages need is compiled for speed, and memory for them is at hand.
        await Clock.LatencyAsync(WarmUp, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, array => array, message));
        Task<Run> CallsAsync() => InMillisecondsAsync(bench, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, array => array, message));
        (Measured calls, Measured socket) = await Repetitions.RunAsync(bench, CallsAsync, () => InMillisecondsAsync(bench, () => bench.Socket.EchoAsync(message, answer)));
        yield return Figure.Of(Name, $"byte[] of {size}, there and back", "ms", calls).Beside("socket echo of the same size", socket) with { Goal = Goal.Within(1.5) };

        (calls, Measured grain) = await Repetitions.RunAsync(bench, CallsAsync, () => InMillisecondsAsync(bench, () => bench.Grain.EchoAsync(new Immutable<byte[]>(message))));
        yield return Figure.Of($"{Name}.grain", $"byte[] of {size}, there and back", "ms", calls).Beside("grain call with the same bytes", grain);
    }

    private static async Task<Run> InMillisecondsAsync(Bench bench, Func<Task> echo)
    {
        Run run = await Clock.LatencyAsync(bench.Slice, echo);
        return new Run(run.Operations, run.Values[0] / 1000);
    }
}
