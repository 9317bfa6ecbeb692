using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Cluster;

internal sealed class DeathListener(SiloAddress silo) : ISiloStatusListener
{
    private readonly TaskCompletionSource _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Noticed => _noticed.Task;

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo == silo && status == SiloStatus.Dead)
        {
            _noticed.TrySetResult();
        }
    }
}
