using System.Reflection;
using System.Text.Json;
using Orleans.Distributed.Benchmarks.Rows;

namespace Orleans.Distributed.Benchmarks;

/// <summary>All rows, and how a run of them goes.</summary>
internal static class Suite
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IReadOnlyList<Row> Rows { get; } =
    [
        new RoundTripRow(),
        new ThroughputRow(100),
        new ThroughputRow(1000),
        new MapRow(),
        new ChannelRow(),
        new FutureSizeRow(),
        new StartRow(),
        new CallMemoryRow(),
        new FutureMemoryRow(),

        // Last: the pools of the engine keep some of their buffers for a while, which would spoil the rows on memory.
        new EchoRow("1MB", 1 << 20),
        new EchoRow("64MB", 64 << 20),
    ];

    private static string Engine =>
        typeof(Suite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(Engine)).Value!;

    public static async Task RunAsync(Arguments arguments)
    {
        var figures = new List<Figure>();
        Console.WriteLine($"Engine={Engine}, {Environment.ProcessorCount} processors, {(arguments.IsQuick ? "quick" : "full")}\n");
        Table.WriteHead();
        await using (Bench bench = await Bench.StartAsync(arguments.IsQuick))
        {
            foreach (Row row in Rows.Where(row => arguments.Names.Count == 0 || arguments.Names.Any(row.IsNamed)))
            {
                foreach (Figure figure in await row.MeasureAsync(bench))
                {
                    figures.Add(figure);
                    Table.Write(figure);
                }
            }
        }

        if (arguments.JsonFile is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Engine, Environment.ProcessorCount, arguments.IsQuick, Figures = figures }, Indented));
        }
    }
}
