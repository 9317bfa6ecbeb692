using System.Diagnostics.CodeAnalysis;

namespace Orleans.Distributed.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">The rows to measure; all when there is none. A name stands for every row whose name begins with it.</param>
/// <param name="IsQuick">Whether to measure less, in a minute.</param>
/// <param name="JsonFile">Where to write the figures as JSON, if anywhere.</param>
/// <param name="HasPeers">Whether to measure other systems as well.</param>
/// <param name="ReportFolder">Where to write <c>benchmarks.md</c> with its charts, if anywhere.</param>
internal sealed record Arguments(IReadOnlyList<string> Names, bool IsQuick, bool HasPeers, string? JsonFile, string? ReportFolder)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out Arguments? arguments, [NotNullWhen(false)] out string? complaint)
    {
        var names = new List<string>();
        var parsed = new Arguments(names, false, false, null, null);
        arguments = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    parsed = parsed with { IsQuick = true };
                    break;
                case "--peers":
                    parsed = parsed with { HasPeers = true };
                    break;
                case "--json" when i + 1 < args.Length:
                    parsed = parsed with { JsonFile = args[++i] };
                    break;
                case "--report" when i + 1 < args.Length:
                    parsed = parsed with { ReportFolder = args[++i] };
                    break;
                case var name when Suite.Rows.Concat(Suite.Peers).Any(row => row.IsNamed(name)):
                    names.Add(name);
                    parsed = parsed with { HasPeers = parsed.HasPeers || Suite.Peers.Any(row => row.IsNamed(name)) };
                    break;
                case var unknown:
                    complaint = $"There is no row and no option '{unknown}'. {Help.Usage} The names: {Help.RowNames}.";
                    return false;
            }
        }

        if (parsed.ReportFolder is { } folder && !Directory.Exists(folder))
        {
            complaint = $"There is no folder '{folder}' to write the report to.";
            return false;
        }

        arguments = parsed;
        complaint = null;
        return true;
    }

    /// <summary>Whether a row is to be measured.</summary>
    public bool Wants(Row row) => Names.Count == 0 ? !IsQuick || !row.IsLong : Names.Any(row.IsNamed);
}
