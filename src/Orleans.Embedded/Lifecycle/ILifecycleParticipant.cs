namespace Orleans;

/// <summary>A service or grain that takes part in a lifecycle.</summary>
/// <typeparam name="TLifecycleObservable">The kind of lifecycle.</typeparam>
public interface ILifecycleParticipant<TLifecycleObservable>
    where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes to the stages of interest.</summary>
    /// <param name="lifecycle">The lifecycle.</param>
    void Participate(TLifecycleObservable lifecycle);
}
