namespace Orleans;

/// <summary>Shorter ways to take part in a lifecycle.</summary>
public static class LifecycleExtensions
{
    /// <summary>Takes part in the start of a stage.</summary>
    /// <param name="observable">The lifecycle.</param>
    /// <param name="observerName">The name of the participant.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="onStart">What to run at the start.</param>
    /// <returns>Ends the participation.</returns>
    public static IDisposable Subscribe(
        this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart) =>
        Subscribe(observable, observerName, stage, onStart, null);

    /// <summary>Takes part in a stage.</summary>
    /// <param name="observable">The lifecycle.</param>
    /// <param name="observerName">The name of the participant.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="onStart">What to run at the start.</param>
    /// <param name="onStop">What to run at the stop, or <see langword="null"/>.</param>
    /// <returns>Ends the participation.</returns>
    public static IDisposable Subscribe(
        this ILifecycleObservable observable,
        string observerName,
        int stage,
        Func<CancellationToken, Task> onStart,
        Func<CancellationToken, Task>? onStop)
    {
        ArgumentNullException.ThrowIfNull(observable);
        ArgumentNullException.ThrowIfNull(onStart);
        return observable.Subscribe(observerName, stage, new DelegateLifecycleObserver(onStart, onStop));
    }

    /// <summary>Takes part in a stage.</summary>
    /// <param name="observable">The lifecycle.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="observer">What to run.</param>
    /// <returns>Ends the participation.</returns>
    public static IDisposable Subscribe(this ILifecycleObservable observable, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observable);
        ArgumentNullException.ThrowIfNull(observer);
        return observable.Subscribe(observer.GetType().FullName!, stage, observer);
    }

    /// <summary>Takes part in a stage.</summary>
    /// <typeparam name="TObserver">The participant, named in messages.</typeparam>
    /// <param name="observable">The lifecycle.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="onStart">What to run at the start.</param>
    /// <param name="onStop">What to run at the stop.</param>
    /// <returns>Ends the participation.</returns>
    public static IDisposable Subscribe<TObserver>(
        this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task> onStop) =>
        Subscribe(observable, typeof(TObserver).FullName!, stage, onStart, onStop);

    /// <summary>Takes part in the start of a stage.</summary>
    /// <typeparam name="TObserver">The participant, named in messages.</typeparam>
    /// <param name="observable">The lifecycle.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="onStart">What to run at the start.</param>
    /// <returns>Ends the participation.</returns>
    public static IDisposable Subscribe<TObserver>(
        this ILifecycleObservable observable, int stage, Func<CancellationToken, Task> onStart) =>
        Subscribe(observable, typeof(TObserver).FullName!, stage, onStart, null);
}
