using System.Runtime.ExceptionServices;

namespace Orleans.Distributed.Mapping;

/// <summary>
/// Reads a sequence that may block its reader, on another thread, so that what it has given can be taken while it makes the next item wait.
/// </summary>
internal sealed class BlockingSource<TItem>(IEnumerable<TItem> source) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<TItem> _given = [];
    private TaskCompletionSource _isSomeGiven = NewSignal();
    private IEnumerator<TItem>? _items;
    private ExceptionDispatchInfo? _failure;
    private int _wanted;
    private bool _isReading;
    private bool _isAtEnd;

    /// <summary>The reading that was begun last. Never fails.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    /// <summary>Takes the next items; none at the end. Never called twice at once.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="patience">For how long to wait for more than one; <see langword="null"/> waits for as many as there are.</param>
    public async Task<TItem[]> TakeAsync(int most, TimeSpan? patience)
    {
        (Task reading, Task some) = Begin(most);
        if (patience is { } time)
        {
            await Task.WhenAny(reading, some).ConfigureAwait(false);
            if (!reading.IsCompleted)
            {
                await Task.WhenAny(reading, Task.Delay(time, CancellationToken.None)).ConfigureAwait(false);
            }
        }
        else
        {
            await reading.ConfigureAwait(false);
        }

        return Take(most);
    }

    /// <summary>Has the reading end with the item that it waits for.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _wanted = 0;
        }
    }

    /// <summary>Disposes the enumerator, which nobody reads any more.</summary>
    public void Dispose() => _items?.Dispose();

    private (Task Reading, Task Some) Begin(int most)
    {
        lock (_gate)
        {
            _wanted = most;
            if (!_isReading && !_isAtEnd && _failure is null && _given.Count < most)
            {
                _isReading = true;
                Reading = Task.Run(Read, CancellationToken.None);
            }

            return (_isReading ? Reading : Task.CompletedTask, _isSomeGiven.Task);
        }
    }

    private void Read()
    {
        try
        {
            _items ??= source.GetEnumerator();
            while (_items.MoveNext())
            {
                TItem item = _items.Current;
                lock (_gate)
                {
                    _given.Add(item);
                    _isSomeGiven.TrySetResult();
                    if (_given.Count >= _wanted)
                    {
                        _isReading = false;
                        return;
                    }
                }
            }

            lock (_gate)
            {
                _isAtEnd = true;
                _isReading = false;
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                _isReading = false;
            }
        }
    }

    private TItem[] Take(int most)
    {
        lock (_gate)
        {
            _failure?.Throw();
            _wanted = 0;
            int count = Math.Min(most, _given.Count);
            TItem[] taken = [.. _given[..count]];
            _given.RemoveRange(0, count);
            if (_given.Count == 0 && _isSomeGiven.Task.IsCompleted)
            {
                _isSomeGiven = NewSignal();
            }

            return taken;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
