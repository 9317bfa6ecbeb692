using System.Threading.Channels;
using Orleans.Distributed.Channels;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>A queue that one process owns and every process may put into and take from: what can be said without the type of its items.</summary>
/// <remarks>Julia's <c>RemoteChannel</c>. See <see cref="RemoteChannel{T}"/>.</remarks>
public abstract partial class RemoteChannel : RemoteReference, IHandle, IAsyncDisposable
{
    /// <summary>The capacity of a channel that never is full.</summary>
    public const int Unbounded = int.MaxValue;

    /// <summary>
    /// The key in <see cref="Exception.Data"/> under which a failed <see cref="RemoteChannel{T}.PutManyAsync"/> says how many items, from
    /// the first on, are in the channel. Absent when none is.
    /// </summary>
    public const string PutCount = "Orleans.Distributed.PutCount";

    private readonly Claim _claim;

    private protected RemoteChannel(Claim claim, Rrid id, int where)
        : base(id, where) => _claim = claim;

    /// <summary>The type of the items. Julia's <c>eltype</c>.</summary>
    public abstract Type ItemType { get; }

    Claim IHandle.Claim => _claim;

    private protected Claim Claim => _claim;

    /// <summary>Whether an item can be taken at once. By the time the answer is here it may not be true any more.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="true"/> when there is an item, or somebody waits to put one.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> IsReadyAsync(CancellationToken cancellationToken = default) => AskAsync(ChannelOperation.IsReady, cancellationToken);

    /// <summary>Whether no item can be taken at once: the opposite of <see cref="IsReadyAsync"/>. Takes nothing.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="true"/> when there is no item.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken = default) =>
        !await AskAsync(ChannelOperation.IsReady, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the channel takes items.</summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns><see langword="false"/> once it was closed.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> IsOpenAsync(CancellationToken cancellationToken = default) => AskAsync(ChannelOperation.IsOpen, cancellationToken);

    /// <summary>Waits until an item can be taken. Takes nothing, so somebody else may be first.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns><see langword="false"/> when the channel is closed and empty.</returns>
    /// <exception cref="ChannelClosedException">The channel is empty, and was closed with a reason, which is the inner exception.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> WaitToTakeAsync(CancellationToken cancellationToken = default) =>
        AskAsync(ChannelOperation.WaitToTake, cancellationToken);

    /// <summary>Waits until an item can be put. Puts nothing, so somebody else may be first.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns><see langword="false"/> when the channel is closed.</returns>
    /// <exception cref="ChannelClosedException">The channel was closed with a reason, which is the inner exception.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task<bool> WaitToPutAsync(CancellationToken cancellationToken = default) => AskAsync(ChannelOperation.WaitToPut, cancellationToken);

    /// <summary>
    /// Closes the channel: it takes no more items, those that wait to put or to take get a
    /// <see cref="ChannelClosedException"/>, and items that are in it stay takeable. Closing again does nothing.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public Task CloseAsync(CancellationToken cancellationToken = default) => CloseAsync(null, cancellationToken);

    /// <summary>Closes the channel and says why.</summary>
    /// <param name="reason">
    /// The inner exception of the <see cref="ChannelClosedException"/> that putters get from now on, and takers once the channel is
    /// empty. <see langword="null"/> for an ordinary end. The first reason stays.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public abstract Task CloseAsync(Exception? reason, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the channel when a process ends, with a <see cref="ProcessExitedException"/> as the reason; at once if it is gone already.
    /// So those who wait for what that process was to put do not wait for ever. Julia's <c>bind</c>, for processes.
    /// </summary>
    /// <param name="pid">The process. The channel may be bound to several; the first that ends closes it.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer; the channel may be bound all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone, or <paramref name="pid"/> was never there.</exception>
    public abstract Task BindToAsync(int pid, CancellationToken cancellationToken = default);

    /// <summary>Releases this process's claim on the channel. The handle cannot be used afterwards.</summary>
    /// <returns>A task that is done.</returns>
    public ValueTask DisposeAsync()
    {
        UserCodeThread.Ensure(static claim => claim.Dispose(), _claim);
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>Does an operation that is answered with yes or no.</summary>
    private protected abstract Task<bool> AskAsync(ChannelOperation operation, CancellationToken cancellationToken);

    private protected void ThrowIfDisposed()
    {
        if (_claim.IsReleased)
        {
            throw new ObjectDisposedException(GetType().Name, $"This handle of the channel {Id} was disposed.");
        }
    }
}
