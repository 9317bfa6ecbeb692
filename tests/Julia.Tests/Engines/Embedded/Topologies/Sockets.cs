using System.Globalization;

namespace Orleans.Distributed.Julia.Topologies;

/// <summary>The open connections of processes of this machine, as the system lists them.</summary>
internal static class Sockets
{
    private const string Established = "01";
    private const int StateColumn = 3;
    private const int InodeColumn = 9;

    /// <summary>The ends of open connections that these processes have, as text: the process, the own address and the other one.</summary>
    public static IReadOnlyList<string> List(IEnumerable<int> osProcessIds) => [.. osProcessIds.SelectMany(ListOf)];

    private static IEnumerable<string> ListOf(int osProcessId)
    {
        HashSet<string> open =
        [
            .. Directory.EnumerateFiles($"/proc/{osProcessId}/fd").Select(LinkTarget).OfType<string>()
                .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1]),
        ];
        return new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{osProcessId}/net/{table}")).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[StateColumn] == Established && open.Contains(fields[InodeColumn]))
            .Select(fields => string.Create(CultureInfo.InvariantCulture, $"{osProcessId}: {fields[1]} - {fields[2]}"));
    }

    private static string? LinkTarget(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return null;
        }
    }
}
