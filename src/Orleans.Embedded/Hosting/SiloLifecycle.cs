using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>The stages of a silo.</summary>
internal sealed partial class SiloLifecycle(ILogger<SiloLifecycle> logger) : ISiloLifecycle, IClusterClientLifecycle
{
    private readonly LifecycleStages _stages = new();

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer) => _stages.Subscribe(observerName, stage, observer);

    public Task StartAsync(CancellationToken cancellationToken) => _stages.StartAsync(
        cancellationToken, stage => HighestCompletedStage = stage);

    public Task StopAsync(CancellationToken cancellationToken) => _stages.StopAsync(
        (name, error) => LogStopFailed(logger, error, name),
        cancellationToken,
        stage => LowestStoppedStage = stage);

    [LoggerMessage(1, LogLevel.Error, "{Participant} failed to stop.")]
    private static partial void LogStopFailed(ILogger logger, Exception error, string participant);
}
