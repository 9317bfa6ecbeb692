namespace Orleans.Runtime.Catalog;

/// <summary>The stages of one activation.</summary>
internal sealed class GrainLifecycle : IGrainLifecycle
{
    private readonly LifecycleStages _stages = new();

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => _stages.Subscribe(observerName, stage, observer);

    public Task StartAsync(int first, int last, CancellationToken cancellationToken) => _stages.StartAsync(first, last, cancellationToken);

    public Task StopAsync(int downTo, CancellationToken cancellationToken) => _stages.StopAsync(downTo, null, cancellationToken);
}
