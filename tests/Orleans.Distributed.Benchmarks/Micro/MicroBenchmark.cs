using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>One of the measurements that need one process only.</summary>
/// <param name="Part">The part of the product that is measured, as a class of them.</param>
/// <param name="Method">What is measured.</param>
internal sealed record MicroBenchmark(Type Part, MethodInfo Method)
{
    private const string Suffix = "Benchmarks";

    /// <summary>All that there are with the engine in use.</summary>
    public static IReadOnlyList<MicroBenchmark> All { get; } =
    [
        .. from part in typeof(MicroBenchmark).Assembly.GetExportedTypes()
           from method in part.GetMethods()
           where method.IsDefined(typeof(BenchmarkAttribute))
           select new MicroBenchmark(part, method) into benchmark
           orderby benchmark.Name
           select benchmark,
    ];

    /// <summary>How the command line calls it: the part and the method.</summary>
    public string Name => $"{Part.Name[..^Suffix.Length]}.{Method.Name}";

    public bool IsNamed(string filter) => Name.StartsWith(filter, StringComparison.OrdinalIgnoreCase);
}
