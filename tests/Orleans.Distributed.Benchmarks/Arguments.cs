using System.Diagnostics.CodeAnalysis;

namespace Orleans.Distributed.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">The rows to measure; all when there is none. A name stands for every row whose name begins with it.</param>
/// <param name="IsQuick">Whether to measure less, in a minute.</param>
/// <param name="JsonFile">Where to write the figures as JSON, if anywhere.</param>
internal sealed record Arguments(IReadOnlyList<string> Names, bool IsQuick, string? JsonFile)
{
    private static string Usage => $"Usage: [NAMES] [--quick] [--json FILE]. The names: {string.Join(", ", Suite.Rows.Select(row => row.Name))}.";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Arguments? arguments, [NotNullWhen(false)] out string? complaint)
    {
        var names = new List<string>();
        bool isQuick = false;
        string? json = null;
        arguments = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    isQuick = true;
                    break;
                case "--json" when i + 1 < args.Length:
                    json = args[++i];
                    break;
                case var name when Suite.Rows.Any(row => row.IsNamed(name)):
                    names.Add(name);
                    break;
                case var unknown:
                    complaint = $"There is no row and no option '{unknown}'. {Usage}";
                    return false;
            }
        }

        arguments = new Arguments(names, isQuick, json);
        complaint = null;
        return true;
    }
}
