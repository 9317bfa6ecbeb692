using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Orleans.Distributed.Benchmarks.Codec.Protobuf;
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
        Func<Task<Figure[]>>[] values =
        [
            () => MeasureAsync<string, StringFormat>(bench, "string", "string of 1,000 characters", new string('x', 1000)),
            () => MeasureAsync<int[], IntsFormat>(bench, "ints", "int[1,000]", [.. Enumerable.Range(0, 1000)]),
            () => MeasureAsync<double[], DoublesFormat>(bench, "doubles", "double[100,000]", [.. Enumerable.Range(0, 100_000).Select(i => i * 1.1)]),
            () => MeasureAsync<Order, OrderFormat>(bench, "order", "object of 5 parts", Order.Sample(1)),
            () => MeasureAsync<List<Order>, OrdersFormat>(bench, "orders", "List<T> of 100 objects", [.. Enumerable.Range(0, 100).Select(Order.Sample)]),
            () => MeasureAsync<Dictionary<string, int>, DictionaryFormat>(
                bench, "dictionary", "Dictionary<string, int> of 1,000", Enumerable.Range(0, 1000).ToDictionary(i => $"key {i}")),
        ];
        foreach (Func<Task<Figure[]>> measureAsync in values)
        {
            foreach (Figure figure in await measureAsync())
            {
                yield return figure;
            }
        }
    }

    private static async Task<Figure[]> MeasureAsync<T, TFormat>(Bench bench, string name, string what, T value)
        where TFormat : struct, IProtobufFormat<T>
    {
        var output = new ArrayBufferWriter<byte>();
        Measured[] all = await Repetitions.RunAllAsync(
            bench,
            TimeOf("the codec", () =>
            {
                output.ResetWrittenCount();
                ValueCodec.Shared.Encode(output, value);
                return ValueCodec.Shared.Decode<T>(output.WrittenMemory);
            }),
            TimeOf("System.Text.Json", () => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(value))!),
            TimeOf("Google.Protobuf", () => ProtobufMessage<T, TFormat>.Decode(ProtobufMessage<T, TFormat>.Encode(value))));
        Figure own = Figure.Of($"codec.{name}", $"{what}, to {output.WrittenCount:N0} bytes and back", "us", all[0]);
        return [own.Beside("System.Text.Json", all[1]), (own with { Name = $"{own.Name}.protobuf" }).Beside("Google.Protobuf", all[2])];

        Func<Task<Run>> TimeOf(string way, Func<T> once)
        {
            // Who loses a part of the value is fast.
            string wanted = JsonSerializer.Serialize(value);
            return JsonSerializer.Serialize(once()) == wanted
                ? () => TimeAsync(bench, once)
                : throw new InvalidOperationException($"A {typeof(T)} is not the same after {way} made bytes of it and read them.");
        }
    }

    // Microseconds for one.
    private static Task<Run> TimeAsync<T>(Bench bench, Func<T> once)
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
