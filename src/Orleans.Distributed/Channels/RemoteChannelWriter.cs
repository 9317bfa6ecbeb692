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
        Task underWay;
        lock (_gate)
        {
            underWay = _underWay;
        }

        try
        {
            await underWay.WaitAsync(cancellationToken).ConfigureAwait(false);
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

        Task underWay;
        lock (_gate)
        {
            underWay = _underWay;
        }

        await underWay.WaitAsync(cancellationToken).ConfigureAwait(false);
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

    private async Task CloseAfter(Task underWay, Exception? error)
    {
        try
        {
            await underWay.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A write that failed has been told, or is told by the next call, and must not keep the channel open.
        }

        await channel.CloseAsync(error).ConfigureAwait(false);
    }
}
