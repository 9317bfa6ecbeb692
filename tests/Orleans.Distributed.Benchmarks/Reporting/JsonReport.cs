using System.Text.Json;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>The figures for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Task WriteAsync(string file, IEnumerable<Figure> figures) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(
        figures.Select(figure => new
        {
            figure.Name,
            figure.Value,
            figure.Unit,
            figure.Spread,
            figure.Yardstick,
            figure.YardstickValue,
            figure.Ratio,
            Goal = figure.Goal?.Text,
            Met = figure.IsMet,
            AllocatedBytes = figure.Head?.Allocated,
            AllocatedBytesAtWorker = figure.Worker?.Allocated,
            ProcessorMicroseconds = figure.Head?.Processor,
            ProcessorMicrosecondsAtWorker = figure.Worker?.Processor,
        }),
        Options));
}
