using System.Threading.Channels;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>Channels that a factory makes at their owner.</summary>
public static class ClusterChannels
{
    /// <summary>Makes a channel whose items a channel of System.Threading.Channels holds, with whatever capacity and full mode.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process that will own it.</param>
    /// <param name="factory">Makes the channel. It runs at the owner, which may use the channel itself too.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner; what the factory makes then is released.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1.</exception>
    /// <exception cref="RemoteException">The factory threw.</exception>
    /// <exception cref="InvalidOperationException">The factory returned nothing, or a channel without a reader or writer.</exception>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public static Task<RemoteChannel<T>> CreateChannelAsync<T>(
        this ICluster cluster, int pid, Func<Channel<T>> factory, CancellationToken cancellationToken = default) =>
        CreateAsync<T>(cluster, pid, factory, cancellationToken);

    /// <summary>Makes a channel of one's own kind.</summary>
    /// <inheritdoc cref="CreateChannelAsync{T}(ICluster, int, Func{Channel{T}}, CancellationToken)"/>
    public static Task<RemoteChannel<T>> CreateChannelAsync<T>(
        this ICluster cluster, int pid, Func<IRemoteChannel<T>> factory, CancellationToken cancellationToken = default) =>
        CreateAsync<T>(cluster, pid, factory, cancellationToken);

    /// <summary>Makes a channel with a factory that waits for something.</summary>
    /// <inheritdoc cref="CreateChannelAsync{T}(ICluster, int, Func{Channel{T}}, CancellationToken)"/>
    public static Task<RemoteChannel<T>> CreateChannelAsync<T>(
        this ICluster cluster, int pid, Func<Task<Channel<T>>> factory, CancellationToken cancellationToken = default) =>
        CreateAsync<T>(cluster, pid, factory, cancellationToken);

    /// <summary>Makes a channel of one's own kind with a factory that waits for something.</summary>
    /// <inheritdoc cref="CreateChannelAsync{T}(ICluster, int, Func{Channel{T}}, CancellationToken)"/>
    public static Task<RemoteChannel<T>> CreateChannelAsync<T>(
        this ICluster cluster, int pid, Func<Task<IRemoteChannel<T>>> factory, CancellationToken cancellationToken = default) =>
        CreateAsync<T>(cluster, pid, factory, cancellationToken);

    private static Task<RemoteChannel<T>> CreateAsync<T>(ICluster cluster, int pid, Delegate factory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return DistributedCluster.From(cluster).Services.Channels.CreateAsync<T>(pid, 1, factory, cancellationToken);
    }
}
