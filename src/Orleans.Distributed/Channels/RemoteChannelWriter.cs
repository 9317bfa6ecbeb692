using System.Threading.Channels;

namespace Orleans.Distributed.Channels;

/// <summary>A remote channel as a <see cref="ChannelWriter{T}"/>. Writing at once means: one put under way, not waited for.</summary>
internal sealed class RemoteChannelWriter<T>(RemoteChannel<T> channel) : ChannelWriter<T>
{
    private readonly Lock _gate = new();
    private Task _underWay = Task.CompletedTask;
    private bool _completed;

    public override bool TryWrite(T item)
    {
        lock (_gate)
        {
            if (_completed || !_underWay.IsCompletedSuccessfully)
            {
                return false;
            }

            _underWay = channel.PutAsync(item);
            return true;
        }
    }

    public override async ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await WriteUnderWayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return false;
        }

        return !_completed && await channel.IsOpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
    {
        if (_completed)
        {
            throw new ChannelClosedException();
        }

        await WriteUnderWayAsync(cancellationToken).ConfigureAwait(false);
        await channel.PutAsync(item, cancellationToken).ConfigureAwait(false);
    }

    public override bool TryComplete(Exception? error = null)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return false;
            }

            _completed = true;
            _underWay = CloseAfter(_underWay, error);
            return true;
        }
    }

    /// <summary>Waits for the write that is under way. Its failure is told once: the item is lost, and the channel may go on.</summary>
    private async Task WriteUnderWayAsync(CancellationToken cancellationToken)
    {
        Task underWay;
        lock (_gate)
        {
            underWay = _underWay;
        }

        try
        {
            await underWay.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (underWay.IsCompleted && e is not ChannelClosedException)
        {
            lock (_gate)
            {
                if (_underWay == underWay)
                {
                    _underWay = Task.CompletedTask;
                }
            }

            throw;
        }
    }

    private async Task CloseAfter(Task underWay, Exception? error)
    {
        try
        {
            await underWay.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // There is no next call that could tell of it. An item is missing, and those who read the channel are to know.
            error ??= e;
        }

        await channel.CloseAsync(error).ConfigureAwait(false);
    }
}
