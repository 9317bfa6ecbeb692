namespace Orleans;

/// <summary>Something with stages that others can take part in.</summary>
public interface ILifecycleObservable
{
    /// <summary>Takes part in a stage. Stages start in ascending order and stop in descending order.</summary>
    /// <param name="observerName">The name of the participant, for messages.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="observer">What to run.</param>
    /// <returns>Ends the participation.</returns>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}
