using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Channels;

/// <summary>
/// A remote channel as a <see cref="ChannelReader{T}"/>. Reading at once needs an item at hand: the view keeps those that were
/// waited for.
/// </summary>
internal sealed class RemoteChannelReader<T>(RemoteChannel<T> channel) : ChannelReader<T>
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when this view has met the end of the channel.</summary>
    public override Task Completion => _completion.Task;

    public override bool TryRead([MaybeNullWhen(false)] out T item)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        lock (_gate)
        {
            return _items.TryDequeue(out item);
        }
    }

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return WaitToReadCoreAsync(cancellationToken);
    }

    public override ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return TryRead(out T? item) ? new(item) : new(TakeAsync(cancellationToken));
    }

    private async ValueTask<bool> WaitToReadCoreAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_items.Count > 0)
            {
                return true;
            }
        }

        T item;
        try
        {
            item = await TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e) when (e.InnerException is null)
        {
            return false;
        }

        lock (_gate)
        {
            _items.Enqueue(item);
        }

        return true;
    }

    private async Task<T> TakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await channel.TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException e)
        {
            if (e.InnerException is { } reason)
            {
                _completion.TrySetException(reason);
            }
            else
            {
                _completion.TrySetResult();
            }

            throw;
        }
    }
}
