using System.Runtime.CompilerServices;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>
/// A write-once remote reference: the result of a function, or a value that somebody puts. It can be awaited.
/// </summary>
/// <remarks>
/// Julia's <c>Future</c>, with one difference: asking for the value of a function that failed always throws, also when this process
/// owns the future.
/// </remarks>
public abstract partial class Future : RemoteReference, IHandle, IAsyncDisposable
{
    private readonly Claim _claim;

    private protected Future(Claim claim, Rrid id, int where)
        : base(id, where) => _claim = claim;

    Claim IHandle.Claim => _claim;

    private protected Claim Claim => _claim;

    /// <summary>Waits until the function has ended, or a value was put. The value stays where it is.</summary>
    /// <param name="cancellationToken">Gives up waiting. The function runs on.</param>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    /// <exception cref="InvalidOperationException">The value is gone, because every handle was released.</exception>
    public abstract Task WaitAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the function has ended, or a value was put.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="true"/> when <see cref="WaitAsync"/> would not wait.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public abstract Task<bool> IsReadyAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the future awaitable: waits as <see cref="WaitAsync"/> does.</summary>
    /// <returns>The awaiter.</returns>
    public TaskAwaiter GetAwaiter() => WaitAsync().GetAwaiter();

    /// <summary>
    /// Releases this process's claim on the value. The handle cannot be used afterwards, unless it has its value already.
    /// </summary>
    /// <returns>A task that is done.</returns>
    public ValueTask DisposeAsync()
    {
        UserCodeThread.Ensure(static claim => claim.Dispose(), _claim);
        GC.SuppressFinalize(this);
        return default;
    }
}
