namespace Orleans.Distributed.Hosting;

/// <summary>The processes of clusters that run in this program.</summary>
internal static class Clusters
{
    private static readonly Lock Gate = new();
    private static ICluster[] _running = [];

    public static int Count => Volatile.Read(ref _running).Length;

    /// <summary>The one that runs here, if it is the only one.</summary>
    public static ICluster? Only => Volatile.Read(ref _running) is [var only] ? only : null;

    public static void Add(ICluster cluster)
    {
        lock (Gate)
        {
            _running = [.. _running, cluster];
        }
    }

    public static void Remove(ICluster cluster)
    {
        lock (Gate)
        {
            _running = [.. _running.Where(c => !ReferenceEquals(c, cluster))];
        }
    }
}
