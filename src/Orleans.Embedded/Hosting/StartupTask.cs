using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>A startup task as a participant in the lifecycle of the silo.</summary>
internal sealed class StartupTask(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> task, int stage)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe<StartupTask>(stage, cancellation => task(services, cancellation));
}
