using System.Diagnostics.CodeAnalysis;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>What the command line asks for, where it asks for the parts that live in one process.</summary>
/// <param name="Benchmarks">What to measure.</param>
/// <param name="IsQuick">Whether to measure shorter, for a look.</param>
internal sealed record MicroArguments(IReadOnlyList<MicroBenchmark> Benchmarks, bool IsQuick)
{
    public const string Option = "--micro";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out MicroArguments? arguments, [NotNullWhen(false)] out string? complaint)
    {
        arguments = null;
        string? filter = null;
        bool isQuick = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case Option:
                    filter = i + 1 < args.Length && !args[i + 1].StartsWith('-') ? args[++i] : filter;
                    break;
                case "--quick":
                    isQuick = true;
                    break;
                case var other:
                    complaint = $"'{other}' does not go with {Option}, which measures no rows and writes to the screen only. "
                        + $"What it is to measure stands right behind it. {Help.Usage}";
                    return false;
            }
        }

        MicroBenchmark[] wanted = [.. MicroBenchmark.All.Where(benchmark => filter is null || benchmark.IsNamed(filter))];
        if (wanted.Length == 0)
        {
            complaint = $"There is no part and no method '{filter}' for {Option}. There are: {Help.MicroNames}.";
            return false;
        }

        arguments = new MicroArguments(wanted, isQuick);
        complaint = null;
        return true;
    }
}
