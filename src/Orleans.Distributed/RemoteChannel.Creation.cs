using System.Threading.Channels;

namespace Orleans.Distributed;

/// <content>Channels that a factory makes at their owner.</content>
public abstract partial class RemoteChannel
{
    /// <summary>Makes a channel whose items a channel of System.Threading.Channels holds, with whatever capacity and full mode.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="pid">The process that will own it, of <see cref="Cluster.Current"/>.</param>
    /// <param name="factory">Makes the channel. It runs at the owner, which may use the channel itself too.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner; what the factory makes then is released.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="RemoteException">The factory threw.</exception>
    /// <exception cref="InvalidOperationException">The factory returned nothing, or a channel without a reader or writer.</exception>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public static Task<RemoteChannel<T>> CreateAsync<T>(int pid, Func<Channel<T>> factory, CancellationToken cancellationToken = default) =>
        Cluster.Current.CreateChannelAsync(pid, factory, cancellationToken);

    /// <summary>Makes a channel of one's own kind.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="pid">The process that will own it, of <see cref="Cluster.Current"/>.</param>
    /// <param name="factory">Makes the channel. It runs at the owner.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner; what the factory makes then is released.</param>
    /// <returns>The channel.</returns>
    /// <inheritdoc cref="CreateAsync{T}(int, Func{Channel{T}}, CancellationToken)"/>
    public static Task<RemoteChannel<T>> CreateAsync<T>(
        int pid, Func<IRemoteChannel<T>> factory, CancellationToken cancellationToken = default) =>
        Cluster.Current.CreateChannelAsync(pid, factory, cancellationToken);

    /// <summary>Makes a channel with a capacity.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="capacity">
    /// How many items it holds before a put waits. The default is 1; 0 hands each item from putter to taker, and
    /// <see cref="Unbounded"/> never waits.
    /// </param>
    /// <param name="pid">The process that will own it, of <see cref="Cluster.Current"/>; the current one by default.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public static Task<RemoteChannel<T>> CreateAsync<T>(int capacity = 1, int? pid = null, CancellationToken cancellationToken = default) =>
        Cluster.Current.CreateChannelAsync<T>(capacity, pid, cancellationToken);
}
