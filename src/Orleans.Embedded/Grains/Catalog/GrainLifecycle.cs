namespace Orleans.Runtime.Catalog;

/// <summary>The stages of one activation.</summary>
internal sealed class GrainLifecycle : IGrainLifecycle
{
    private readonly LifecycleStages _stages = new();

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => _stages.Subscribe(observerName, stage, observer);

    public Task StartAsync(CancellationToken cancellationToken) => _stages.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _stages.StopAsync(null, cancellationToken);
}
