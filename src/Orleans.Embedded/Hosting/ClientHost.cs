using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Connects and disconnects the client with its host.</summary>
internal sealed class ClientHost(
    SiloLifecycle lifecycle, ClientNode node, IEnumerable<ILifecycleParticipant<IClusterClientLifecycle>> participants) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lifecycle.Subscribe<ClientNode>(ServiceLifecycleStage.RuntimeServices, node.StartAsync, _ => node.StopAsync());
        foreach (ILifecycleParticipant<IClusterClientLifecycle> participant in participants)
        {
            participant.Participate(lifecycle);
        }

        await lifecycle.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => lifecycle.StopAsync(cancellationToken);
}
