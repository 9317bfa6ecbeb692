using Orleans.Runtime.Messaging;

namespace Orleans.Runtime;

internal sealed class ClusterClient(ClusterNode node, GrainId client, IServiceProvider services) : GrainFactory(node, client), IClusterClient
{
    public IServiceProvider ServiceProvider => services;
}
