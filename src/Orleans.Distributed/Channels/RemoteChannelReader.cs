using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Orleans.Distributed.Channels;

/// <summary>A remote channel as a <see cref="ChannelReader{T}"/>. Reading at once needs an item at hand: the view keeps one.</summary>
internal sealed class RemoteChannelReader<T>(RemoteChannel<T> channel) : ChannelReader<T>
{
    private readonly Lock _gate = new();
    private bool _full;
    private T? _item;

    public override bool TryRead([MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            item = _item;
            bool read = _full;
            _full = false;
            _item = default;
            return read;
        }
    }

    public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_full)
            {
                return true;
            }
        }

        T item;
        try
        {
            item = await channel.TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_full)
            {
                _item = item;
                _full = true;
                return true;
            }
        }

        throw new InvalidOperationException("A view of a remote channel is for one reader at a time. Make a view for each with AsReader().");
    }

    public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out T? item) ? item : await channel.TakeAsync(cancellationToken).ConfigureAwait(false);
}
