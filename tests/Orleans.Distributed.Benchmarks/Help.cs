using Orleans.Distributed.Benchmarks.Micro;

namespace Orleans.Distributed.Benchmarks;

/// <summary>What there is to ask for.</summary>
internal static class Help
{
    public const string Option = "--help";

    /// <summary>For whoever asked for something else.</summary>
    public static string Usage =>
        $"Usage: [NAMES] [--quick] [--peers] [--json FILE] [--report FOLDER], or {MicroArguments.Option} [FILTER] [--quick], or {Option}.";

    public static string RowNames => string.Join(", ", Suite.Rows.Concat(Suite.Peers).Select(row => row.Name));

    public static string MicroNames => string.Join(", ", MicroBenchmark.All.Select(benchmark => benchmark.Name));

    public static string Text => $"""
        {Usage}

          NAMES            The rows to measure, all when there is none. A name stands for every row whose name begins with it.
          --quick          Measures less, in a minute.
          --peers          Measures other systems as well, where they are installed.
          --json FILE      Writes the figures as JSON.
          --report FOLDER  Writes benchmarks.md with its charts.
          --micro FILTER   Measures parts that live in one process, with BenchmarkDotNet: those whose names begin with FILTER, all
                           without one. For figures that mean something, measure a Release build.

        The names of rows: {RowNames}.
        The names of parts: {MicroNames}.
        """;
}
