using System.Globalization;

namespace Orleans.Distributed.Benchmarks;

/// <summary>The figures as a Markdown table.</summary>
internal static class Table
{
    public static void WriteHead()
    {
        Console.WriteLine($"| {"what",-48} | {"figure",16} | {"yardstick",-34} | {"its figure",16} | {"ratio",7} | goal");
        Console.WriteLine($"|{new string('-', 50)}|{new string('-', 17)}:|{new string('-', 36)}|{new string('-', 17)}:|{new string('-', 8)}:|------");
    }

    public static void Write(Figure figure)
    {
        string ratio = figure.Ratio is { } value ? Invariant($"{value:0.00}x") : "";
        string yardstick = figure.YardstickValue is { } its ? Number(its, figure.Unit) : "";
        Console.WriteLine($"| {figure.What,-48} | {Number(figure.Value, figure.Unit),16} | {figure.Yardstick,-34} | {yardstick,16} | {ratio,7} | {figure.Goal}");
    }

    private static string Number(double value, string unit) => value >= 1000 ? Invariant($"{value:N0} {unit}") : Invariant($"{value:0.###} {unit}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
