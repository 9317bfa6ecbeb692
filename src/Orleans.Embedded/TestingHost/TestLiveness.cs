using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Waits for the silos of a test to see the same cluster.</summary>
internal static class TestLiveness
{
    public static async Task WaitUntilAgreedAsync(InProcessSiloHandle[] silos)
    {
        var expected = silos.Select(silo => silo.SiloAddress).ToHashSet();
        foreach (InProcessSiloHandle silo in silos)
        {
            IClusterMembershipService membership = silo.ServiceProvider.GetRequiredService<IClusterMembershipService>();
            await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates.ConfigureAwait(false))
            {
                if (expected.SetEquals(snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)))
                {
                    break;
                }
            }
        }
    }
}
