using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Tests.Support;

/// <summary>What tests look at inside of a process.</summary>
internal static class ClusterInternals
{
    public static HandleContext Handles(this ICluster cluster) => DistributedCluster.From(cluster).Handles;

    /// <summary>What runs the functions of the process. On the own process nothing is copied, so this is the very object.</summary>
    public static Task<CallExecutor> ExecutorAsync(this ICluster cluster) =>
        cluster.RemoteCallFetchAsync(cluster.MyId, () => CallContext.Current!.Services.GetRequiredService<CallExecutor>());

    /// <summary>How many references the process owns.</summary>
    public static int OwnedCount(this ICluster cluster) => cluster.Handles().Owned.Count;

    /// <summary>How many handles the process knows that came from elsewhere or went there.</summary>
    public static int HandleCount(this ICluster cluster) => cluster.Handles().Handles.Count;

    public static bool Owns(this ICluster cluster, RemoteReference reference) => cluster.Handles().Owned.TryGet(reference.Id, out _);
}
