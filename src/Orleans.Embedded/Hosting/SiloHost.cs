using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class SiloHost(
    SiloLifecycle lifecycle, SiloNode node, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        node.Participate(lifecycle);
        foreach (ILifecycleParticipant<ISiloLifecycle> participant in participants)
        {
            participant.Participate(lifecycle);
        }

        try
        {
            await lifecycle.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            node.Kill("The silo failed to start.");
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            node.Kill("The silo was stopped at once.");
            return;
        }

        await lifecycle.StopAsync(cancellationToken).ConfigureAwait(false);
        node.Kill("The silo has stopped.");
    }
}
