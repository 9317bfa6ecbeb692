namespace Engine.Tests.Infrastructure;

internal static class ClusterExtensions
{
    /// <summary>The services of each silo that runs.</summary>
    public static IServiceProvider[] SiloServices(this TestCluster cluster) =>
        [.. cluster.GetActiveSilos().Select(silo => cluster.GetSiloServiceProvider(silo.SiloAddress))];

    /// <summary>The grain factories of all silos, and that of the client.</summary>
    public static IGrainFactory[] AllFactories(this TestCluster cluster) =>
        [.. cluster.SiloServices().Select(services => services.GetRequiredService<IGrainFactory>()), cluster.Client];

    /// <summary>Waits until every running silo counts exactly the running silos as active.</summary>
    public static async Task MembersAgreeAsync(this TestCluster cluster)
    {
        var expected = cluster.GetActiveSilos().Select(silo => silo.SiloAddress).ToHashSet();
        using var limit = new CancellationTokenSource(Limits.Event);
        foreach (var services in cluster.SiloServices())
        {
            var membership = services.GetRequiredService<IClusterMembershipService>();
            await membership.WhenAsync(snapshot => ActiveMembers(snapshot).SetEquals(expected), limit.Token);
        }
    }

    /// <summary>Waits until a silo's view of the membership meets <paramref name="condition"/>, and returns that view.</summary>
    public static async Task<ClusterMembershipSnapshot> WhenAsync(
        this IClusterMembershipService membership, Func<ClusterMembershipSnapshot, bool> condition, CancellationToken limit)
    {
        await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(limit))
        {
            if (condition(snapshot)) return snapshot;
        }

        throw new InvalidOperationException("The membership updates ended before the condition was met.");
    }

    private static HashSet<SiloAddress> ActiveMembers(ClusterMembershipSnapshot snapshot) =>
        [.. snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];
}
