using System.Diagnostics;
using System.Runtime;
using Orleans.Distributed.Benchmarks.Codec.Protobuf;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Codec;

/// <summary>Values to bytes and back, beside other ways to do that.</summary>
internal sealed class CodecRow : Row
{
    // The runtime compiles code for speed when nothing new was run for 100 ms: once with instruments, and once more with what they showed.
    private static readonly TimeSpan CompilationDelay = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(2);

    public override string Name => "codec";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        CodecComparison[] comparisons =
        [
            new CodecComparison<string, StringFormat>("string", "string of 1,000 characters", new string('x', 1000)),
            new CodecComparison<int[], IntsFormat>("ints", "int[1,000]", [.. Enumerable.Range(0, 1000)]),
            new CodecComparison<double[], DoublesFormat>("doubles", "double[100,000]", [.. Enumerable.Range(0, 100_000).Select(i => i * 1.1)]),
            new CodecComparison<Order, OrderFormat>("order", "object of 5 parts", Order.Sample(1)),
            new CodecComparison<List<Order>, OrdersFormat>("orders", "List<T> of 100 objects", [.. Enumerable.Range(0, 100).Select(Order.Sample)]),
            new CodecComparison<Dictionary<string, int>, DictionaryFormat>(
                "dictionary", "Dictionary<string, int> of 1,000", Enumerable.Range(0, 1000).ToDictionary(i => $"key {i}")),
        ];

        await WarmUpAsync(comparisons);
        foreach (CodecComparison comparison in comparisons)
        {
            foreach (Figure figure in await comparison.MeasureAsync(bench))
            {
                yield return figure;
            }
        }
    }

    // All at once, since a quick run is too short for each of them to wait on its own; and until nothing is compiled any more, since else
    // the ways are slow by turns.
    private static async Task WarmUpAsync(CodecComparison[] comparisons)
    {
        long begun = Stopwatch.GetTimestamp();
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Array.ForEach(comparisons, comparison => comparison.WarmUp());
            await Task.Delay(CompilationDelay);
        }
        while (JitInfo.GetCompiledMethodCount() != compiled && Stopwatch.GetElapsedTime(begun) < LongestWarmUp);
    }
}
