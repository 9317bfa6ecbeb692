using System.Threading.Channels;

namespace Orleans.Distributed.Channels;

/// <summary>Taking an item of a channel, as one of several things to wait for.</summary>
internal sealed class TakeCase<T, TResult>(RemoteChannel<T> channel, Func<T, TResult> handler) : SelectCase<TResult>
{
    internal override Task<bool> WaitAsync(CancellationToken cancellationToken) => channel.WaitToTakeAsync(cancellationToken);

    internal override async Task<Func<TResult>?> TryTakeAsync()
    {
        try
        {
            (bool taken, T? item) = await channel.TryTakeAsync().ConfigureAwait(false);
            return taken ? () => handler(item!) : null;
        }
        catch (ChannelClosedException e) when (e.InnerException is null)
        {
            // Closed in between: the next wait says so.
            return null;
        }
    }
}
