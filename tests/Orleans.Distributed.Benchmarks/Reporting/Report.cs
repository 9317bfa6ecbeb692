using System.Globalization;
using System.Text;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>Writes <c>benchmarks.md</c> and its charts. What stands in it below <see cref="Own"/> people wrote, and is kept.</summary>
internal static class Report
{
    private const string File = "benchmarks.md";
    private const string Charts = "benchmarks";
    private const string Own = "<!-- Below this line nothing is generated. -->";

    public static async Task WriteAsync(string folder, Surroundings surroundings, IReadOnlyCollection<Figure> figures)
    {
        string file = Path.Combine(folder, File);
        string kept = System.IO.File.Exists(file) ? await System.IO.File.ReadAllTextAsync(file) : Own;
        int own = kept.IndexOf(Own, StringComparison.Ordinal);
        if (own < 0)
        {
            throw new InvalidDataException($"{file} has no line '{Own}'. Write it above what must be kept.");
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await WriteHeadAsync(text, surroundings);
        Table.WriteHead(text);
        foreach (Figure figure in figures)
        {
            Table.Write(text, figure);
        }

        await text.WriteLineAsync();
        Directory.CreateDirectory(Path.Combine(folder, Charts));
        foreach (IGrouping<string, Figure> chart in figures.Where(figure => figure.Series is not null).GroupBy(figure => figure.Series!.Chart))
        {
            string name = $"{chart.Key.ToLowerInvariant().Replace(' ', '-')}.svg";
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder, Charts, name), Chart.Draw(chart.Key, [.. chart]), new UTF8Encoding(false));
            await text.WriteLineAsync($"![{chart.Key}]({Charts}/{name})\n");
        }

        await System.IO.File.WriteAllTextAsync(file, $"{text}{kept[own..]}", new UTF8Encoding(false));
    }

    private static Task WriteHeadAsync(TextWriter text, Surroundings surroundings) => text.WriteAsync($"""
        # Benchmarks

        Written by `dotnet run -c Release --project tests/Orleans.Distributed.Benchmarks -- --report docs`. Head and worker are two processes. Each
        figure is the median of repetitions that took turns with those of its yardstick; the spread is half of the distance between their
        quartiles. Ratios are worth more than figures, which differ from machine to machine. Bytes allocated and processor time are those of one
        operation, at the head and at the worker.

        | | |
        |---|---|
        | engine | {surroundings.Engine} {surroundings.EngineVersion} |
        | runtime | {surroundings.Runtime} |
        | system | {surroundings.System} |
        | processor | {surroundings.Processor} |
        | memory | {surroundings.Memory} |
        | run | {(surroundings.IsQuick ? "quick" : "full")} |


        """.ReplaceLineEndings("\n"));
}
