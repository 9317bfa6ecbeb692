using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;
using Perfolizer.Horology;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>Measures the parts that live in one process, without yardsticks: to see what a change of one of them gains.</summary>
internal static class MicroSuite
{
    // Where the machine has other things to do, more of them would not make the figures better: each is a quarter of a second.
    private const int MaxIterations = 30;

    // Together as long as the runtime takes to compile for speed what is run often: with fewer of them, decoding a call looked five times
    // slower than it is.
    private const int QuickWarmUps = 25;

    /// <summary>Measures, and shows a table.</summary>
    /// <returns>Whether everything that was wanted could be measured.</returns>
    public static bool Run(MicroArguments arguments)
    {
        // What is written beside the table is its log, which the screen has shown.
        DirectoryInfo artifacts = Directory.CreateTempSubdirectory("benchmarks-");
        try
        {
            IConfig config = Configure(arguments.IsQuick, artifacts.FullName);
            Summary[] summaries = BenchmarkRunner.Run([.. arguments.Benchmarks
                .GroupBy(benchmark => benchmark.Part, benchmark => benchmark.Method)
                .Select(part => BenchmarkConverter.MethodsToBenchmarks(part.Key, [.. part], config))]);
            return Array.TrueForAll(summaries, summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        }
        finally
        {
            artifacts.Delete(recursive: true);
        }
    }

    private static ManualConfig Configure(bool isQuick, string artifacts) => ManualConfig.CreateEmpty()
        .AddJob(isQuick
            ? Job().WithWarmupCount(QuickWarmUps).WithIterationCount(3).WithIterationTime(TimeInterval.FromMilliseconds(20))
            : Job().WithMaxIterationCount(MaxIterations).WithIterationTime(TimeInterval.FromMilliseconds(250)))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .HideColumns(Column.Toolchain, Column.IterationCount, Column.MaxIterationCount, Column.IterationTime, Column.WarmupCount)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(ConsoleLogger.Default)
        .AddValidator(JitOptimizationsValidator.DontFailOnError)
        .WithArtifactsPath(artifacts);

    // In this process: the usual toolchain writes a project, restores its packages and builds it, which needs the package sources, fails
    // where warnings are errors and versions are kept in one place, and would build this repository for whatever engine is the default.
    private static Job Job() => BenchmarkDotNet.Jobs.Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
}
