using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class implements; <see cref="Grain"/> is the usual way.</summary>
public interface IGrainBase
{
    /// <summary>Gets the activation that this object belongs to.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Runs before the first call of an activation. A failure fails the calls that caused the activation.</summary>
    /// <param name="token">Cancelled when the activation takes too long.</param>
    /// <returns>A task that ends when the grain is ready.</returns>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Runs after the last call of an activation. It does not run when the process is killed.</summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="token">Cancelled when there is no more time.</param>
    /// <returns>A task that ends when the grain has cleaned up.</returns>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
