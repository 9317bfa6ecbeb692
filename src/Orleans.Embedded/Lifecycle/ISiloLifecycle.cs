namespace Orleans.Runtime;

/// <summary>The lifecycle of a silo, with the stages of <see cref="ServiceLifecycleStage"/>.</summary>
public interface ISiloLifecycle : ILifecycleObservable
{
    /// <summary>Gets the highest stage whose start has completed.</summary>
    int HighestCompletedStage { get; }

    /// <summary>Gets the lowest stage whose stop has completed.</summary>
    int LowestStoppedStage { get; }
}
