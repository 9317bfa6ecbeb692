using Orleans.Distributed.Benchmarks.Measuring;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>The figures as a Markdown table, which is also one to look at on a screen.</summary>
internal static class Table
{
    private static readonly (string Title, int Width, Func<Figure, string> Cell)[] Columns =
    [
        ("what", -58, figure => figure.What),
        ("figure", 20, figure => $"{Numbers.Of(figure.Value)} {figure.Unit}"),
        ("spread", 6, figure => figure.Spread == 0 ? "" : Numbers.Percent(figure.Spread)),
        ("yardstick", -32, figure => figure.Yardstick ?? ""),
        ("its figure", 18, figure => figure.YardstickValue is { } value ? $"{Numbers.Of(value)} {figure.Unit}" : ""),
        ("ratio", 7, figure => Numbers.Ratio(figure.Ratio)),
        ("goal", -11, figure => figure.Goal?.Text ?? ""),
        ("met", -3, figure => Numbers.Met(figure.IsMet)),
        ("bytes/op", 15, figure => Both(figure, usage => usage.Allocated)),
        ("CPU us/op", 13, figure => Both(figure, usage => usage.Processor)),
    ];

    public static void WriteHead(TextWriter writer)
    {
        writer.WriteLine($"| {string.Join(" | ", Columns.Select(column => Pad(column.Title, column.Width)))} |");
        writer.WriteLine($"|{string.Join('|', Columns.Select(column => column.Width < 0 ? new string('-', 2 - column.Width) : new string('-', 1 + column.Width) + ':'))}|");
    }

    public static void Write(TextWriter writer, Figure figure) =>
        writer.WriteLine($"| {string.Join(" | ", Columns.Select(column => Pad(column.Cell(figure), column.Width)))} |");

    // Of the head and of the worker; of the head alone where both are one program.
    private static string Both(Figure figure, Func<Usage, double> part) => figure switch
    {
        { Head: { } head, Worker: { } worker } => $"{Numbers.Of(part(head))} / {Numbers.Of(part(worker))}",
        { Head: { } head } => Numbers.Of(part(head)),
        _ => "",
    };

    private static string Pad(string text, int width) => width < 0 ? text.PadRight(-width) : text.PadLeft(width);
}
