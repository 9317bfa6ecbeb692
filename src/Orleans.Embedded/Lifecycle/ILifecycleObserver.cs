namespace Orleans;

/// <summary>What a participant does in a stage.</summary>
public interface ILifecycleObserver
{
    /// <summary>Runs when the stage starts. A failure ends the start.</summary>
    /// <param name="cancellationToken">Cancelled when the start is given up.</param>
    /// <returns>A task that ends when the participant is ready.</returns>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>Runs when the stage stops. A failure is logged, and the stop goes on.</summary>
    /// <param name="cancellationToken">Cancelled when the stop must not take longer.</param>
    /// <returns>A task that ends when the participant has stopped.</returns>
    Task OnStop(CancellationToken cancellationToken = default);
}
