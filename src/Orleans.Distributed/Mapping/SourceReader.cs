using System.Diagnostics;

namespace Orleans.Distributed.Mapping;

/// <summary>Reads the items of a map: by one thread at a time, and no further than it is asked to.</summary>
internal sealed class SourceReader<TItem>(MapSource<TItem> source, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>For how long a batch of measured size waits for more items: workers should not wait for a slow source.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    /// <summary>How long the end of a map waits for a source that does not heed its cancellation.</summary>
    private static readonly TimeSpan DisposalTime = TimeSpan.FromSeconds(1);

    private readonly BlockingSource<TItem>? _blocking =
        source is { Items: { } items, AreThere: false } ? new BlockingSource<TItem>(items) : null;

    private IEnumerator<TItem>? _items;
    private IAsyncEnumerator<TItem>? _asyncItems;
    private Task<bool>? _moving;
    private Task _reading = Task.CompletedTask;
    private bool _isAtEnd;

    /// <summary>How many items were read.</summary>
    public long Count { get; private set; }

    /// <summary>How many items are left, if that is known.</summary>
    public long? Remaining => source.Count is { } all ? Math.Max(0, all - Count) : null;

    /// <summary>The next items; none at the end.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="mayBeFewer">Whether to come with fewer when the source is slow.</param>
    public ValueTask<TItem[]> ReadAsync(int most, bool mayBeFewer)
    {
        if (_isAtEnd)
        {
            return new([]);
        }

        if (_blocking is null && source.Items is not null)
        {
            // Items that are there already. Others may be waited for, which must not hold up the rest of the map.
            return new(Read(most));
        }

        Task<TItem[]> reading = _blocking is null ? ReadSlowlyAsync(most, mayBeFewer) : ReadBlockingAsync(_blocking, most, mayBeFewer);
        _reading = _blocking?.Reading ?? reading;
        return new(reading);
    }

    /// <summary>
    /// Disposes the enumerator: at once, or when a source that does not heed the cancellation comes back.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _blocking?.Stop();
        if (!_reading.IsCompleted)
        {
            await ((Task)Task.WhenAny(_reading, Task.Delay(DisposalTime, CancellationToken.None))).ConfigureAwait(false);
            if (!_reading.IsCompleted)
            {
                DisposeLater();
                return;
            }
        }

        await DisposeNowAsync().ConfigureAwait(false);
    }

    private TItem[] Read(int most)
    {
        _items ??= source.Items!.GetEnumerator();
        TItem[] items = NewItems(most);
        int count = 0;
        while (count < most)
        {
            if (!_items.MoveNext())
            {
                _isAtEnd = true;
                break;
            }

            Put(ref items, count++, _items.Current);
        }

        return Taken(items, count);
    }

    private async Task<TItem[]> ReadBlockingAsync(BlockingSource<TItem> blocking, int most, bool mayBeFewer)
    {
        TItem[] items = await blocking.TakeAsync(most, mayBeFewer ? Patience : null).ConfigureAwait(false);
        _isAtEnd = items.Length == 0 && most > 0;
        Count += items.Length;
        return items;
    }

    private async Task<TItem[]> ReadSlowlyAsync(int most, bool mayBeFewer)
    {
        _asyncItems ??= source.AsyncItems!.GetAsyncEnumerator(cancellationToken);
        TItem[] items = NewItems(most);
        int count = 0;
        long start = mayBeFewer ? Stopwatch.GetTimestamp() : 0;
        while (count < most)
        {
            _moving ??= _asyncItems.MoveNextAsync().AsTask();
            if (mayBeFewer && count > 0 && (!_moving.IsCompleted || Stopwatch.GetElapsedTime(start) > Patience))
            {
                break;
            }

            Task<bool> moving = _moving;
            bool isItem = await moving.ConfigureAwait(false);
            _moving = null;
            if (!isItem)
            {
                _isAtEnd = true;
                break;
            }

            Put(ref items, count++, _asyncItems.Current);
        }

        return Taken(items, count);
    }

    private TItem[] NewItems(int most) => most == 0 ? [] : new TItem[Math.Min(most, Remaining is { } left ? Math.Max(1, left) : 64)];

    private static void Put(ref TItem[] items, int index, TItem item)
    {
        if (index == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
        }

        items[index] = item;
    }

    private TItem[] Taken(TItem[] items, int count)
    {
        Count += count;
        return count == items.Length ? items : items[..count];
    }

    private async ValueTask DisposeNowAsync()
    {
        if (_moving is { } moving)
        {
            // Read ahead for a batch that was sent without it.
            await ((Task)Task.WhenAny(moving, Task.Delay(DisposalTime, CancellationToken.None))).ConfigureAwait(false);
            if (!moving.IsCompleted)
            {
                _reading = moving;
                DisposeLater();
                return;
            }
        }

        _items?.Dispose();
        _blocking?.Dispose();
        if (_asyncItems is { } asyncItems)
        {
            await asyncItems.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The map has ended, so what the source throws now is nobody's failure.</summary>
    private async void DisposeLater()
    {
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            _moving = null;
            await DisposeNowAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // See above.
        }
    }
}
