using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Benchmarks.Codec;

/// <summary>Values to bytes and back, beside other ways to do that.</summary>
internal sealed class CodecRow : Row
{
    private const int Batch = 16;

    public override string Name => "codec";

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        yield return await MeasureAsync(bench, "string", "string of 1,000 characters", new string('x', 1000));
        yield return await MeasureAsync(bench, "ints", "int[1,000]", Enumerable.Range(0, 1000).ToArray());
        yield return await MeasureAsync(bench, "doubles", "double[100,000]", Enumerable.Range(0, 100_000).Select(i => i * 1.1).ToArray());
        yield return await MeasureAsync(bench, "order", "object of 5 parts", Order.Sample(1));
        yield return await MeasureAsync(bench, "orders", "List<T> of 100 objects", Enumerable.Range(0, 100).Select(Order.Sample).ToList());
        yield return await MeasureAsync(bench, "dictionary", "Dictionary<string, int> of 1,000", Enumerable.Range(0, 1000).ToDictionary(i => $"key {i}"));
    }

    private static async Task<Figure> MeasureAsync<T>(Bench bench, string name, string what, T value)
    {
        var output = new ArrayBufferWriter<byte>();
        (Measured own, Measured json) = await Repetitions.RunAsync(
            bench,
            () => TimeAsync(bench, () =>
            {
                output.ResetWrittenCount();
                ValueCodec.Shared.Encode(output, value);
                ValueCodec.Shared.Decode<T>(output.WrittenMemory);
            }),
            () => TimeAsync(bench, () => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value))));
        return Figure.Of($"codec.{name}", $"{what}, to {output.WrittenCount:N0} bytes and back", "us", own).Beside("System.Text.Json", json);
    }

    // Microseconds for one.
    private static Task<Run> TimeAsync(Bench bench, Action once)
    {
        long count = 0;
        long begun = Stopwatch.GetTimestamp();
        TimeSpan took;
        do
        {
            for (int i = 0; i < Batch; i++)
            {
                once();
            }

            count += Batch;
            took = Stopwatch.GetElapsedTime(begun);
        }
        while (took < bench.Slice / 2);
        return Task.FromResult(new Run(count, took.TotalMicroseconds / count));
    }
}
