using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Orleans.Distributed.Benchmarks.Codec.Protobuf;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Benchmarks.Codec;

/// <inheritdoc/>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TFormat">How it is a protobuf message.</typeparam>
internal sealed class CodecComparison<T, TFormat> : CodecComparison
    where TFormat : struct, IProtobufFormat<T>
{
    private const int Batch = 8;
    private const int PartOfSlice = 3;

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(10);

    private readonly string _name;
    private readonly string _what;
    private readonly T _value;
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <exception cref="InvalidOperationException">One of the ways does not keep the value: who loses a part of it is fast.</exception>
    public CodecComparison(string name, string what, T value)
    {
        _name = name;
        _what = what;
        _value = value;
        string wanted = JsonSerializer.Serialize(value);
        foreach (Func<T> way in Ways)
        {
            if (JsonSerializer.Serialize(way()) != wanted)
            {
                throw new InvalidOperationException($"{what}: it is not the same after {way.Method.Name} made bytes of it and read them.");
            }
        }
    }

    private Func<T>[] Ways => [WithCodec, WithJson, WithProtobuf];

    public override void WarmUp() => Array.ForEach(Ways, way => Time(WarmUpTime, 1, way));

    public override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench)
    {
        Measured[] all = await Repetitions.RunAllAsync(
            bench, Array.ConvertAll(Ways, way => (Func<Task<Run>>)(() => Task.FromResult(Time(bench.Slice / PartOfSlice, Batch, way)))));
        Figure own = Figure.Of($"codec.{_name}", $"{_what}, to {_output.WrittenCount:N0} bytes and back", "us", all[0]);
        return [own.Beside("System.Text.Json", all[1]), (own with { Name = $"{own.Name}.protobuf" }).Beside("Google.Protobuf", all[2])];
    }

    // Microseconds for one.
    private static Run Time(TimeSpan time, int batch, Func<T> once)
    {
        long count = 0;
        long begun = Stopwatch.GetTimestamp();
        TimeSpan took;
        do
        {
            for (int i = 0; i < batch; i++)
            {
                once();
            }

            count += batch;
            took = Stopwatch.GetElapsedTime(begun);
        }
        while (took < time);
        return new Run(count, took.TotalMicroseconds / count);
    }

    private T WithCodec()
    {
        _output.ResetWrittenCount();
        ValueCodec.Shared.Encode(_output, _value);
        return ValueCodec.Shared.Decode<T>(_output.WrittenMemory);
    }

    private T WithJson() => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(_value))!;

    private T WithProtobuf() => ProtobufMessage<T, TFormat>.Decode(ProtobufMessage<T, TFormat>.Encode(_value));
}
