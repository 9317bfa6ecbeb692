using System.Globalization;

namespace Orleans.Distributed.Julia.Topologies;

/// <summary>The open connections of processes of this machine, as the system lists them.</summary>
internal static class Sockets
{
    // Each table has the state and the inode in columns of its own; "01" is an established TCP connection, "03" a connected local socket.
    private static readonly (string Name, string Connected, int StateColumn, int InodeColumn)[] Tables =
        [("tcp", "01", 3, 9), ("tcp6", "01", 3, 9), ("unix", "03", 5, 6)];

    /// <summary>While other programs open and close connections, one reading of the table may have a line twice, or miss one.</summary>
    private const int Readings = 3;

    /// <summary>The ends of open connections that these processes have, as text: the process, and the line of the table.</summary>
    public static IReadOnlyList<string> List(IEnumerable<int> osProcessIds)
    {
        Dictionary<string, int> owners = osProcessIds.SelectMany(SocketsOf).DistinctBy(socket => socket.Inode).ToDictionary(socket => socket.Inode, socket => socket.Owner);
        return
        [
            .. Enumerable.Repeat(Tables, Readings).SelectMany(tables => tables).SelectMany(
                    table => File.ReadLines($"/proc/net/{table.Name}").Skip(1)
                        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        .Where(fields => fields[table.StateColumn] == table.Connected)
                        .Select(fields => (Inode: fields[table.InodeColumn], Line: $"{table.Name} {string.Join(' ', fields)}")))
                .Where(socket => owners.ContainsKey(socket.Inode))
                .DistinctBy(socket => socket.Inode)
                .Select(socket => string.Create(CultureInfo.InvariantCulture, $"{owners[socket.Inode]}: {socket.Line}")),
        ];
    }

    private static IEnumerable<(string Inode, int Owner)> SocketsOf(int osProcessId) =>
        Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{osProcessId}/fd")).Select(LinkTarget).OfType<string>()
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => (target[8..^1], osProcessId));

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
