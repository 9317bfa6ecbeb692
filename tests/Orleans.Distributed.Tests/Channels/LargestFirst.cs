using System.Threading.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>A channel of a user's own kind: the largest item comes first, and negative ones are an error.</summary>
internal sealed class LargestFirst(Notes<string>? notes = null) : IRemoteChannel<int>, IAsyncDisposable
{
    private readonly PriorityQueue<int, int> _items = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Lock _gate = new();
    private Exception? _reason;
    private bool _closed;

    public bool IsReady
    {
        get
        {
            lock (_gate)
            {
                return _items.Count > 0;
            }
        }
    }

    public bool IsOpen => !_closed;

    public ValueTask PutAsync(int item, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        lock (_gate)
        {
            if (_closed)
            {
                throw new ChannelClosedException(_reason);
            }

            _items.Enqueue(item, -item);
            Wake();
        }

        return default;
    }

    public ValueTask<int> TakeAsync(CancellationToken cancellationToken) => GetAsync(remove: true, cancellationToken);

    public ValueTask<int> FetchAsync(CancellationToken cancellationToken) => GetAsync(remove: false, cancellationToken);

    public void Close(Exception? reason)
    {
        notes?.Add("closed");
        lock (_gate)
        {
            _reason = _closed ? _reason : reason;
            _closed = true;
            Wake();
        }
    }

    public ValueTask DisposeAsync()
    {
        notes?.Add("disposed");
        return default;
    }

    private async ValueTask<int> GetAsync(bool remove, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (_items.TryPeek(out int item, out _))
                {
                    return remove ? _items.Dequeue() : item;
                }

                if (_closed)
                {
                    throw new ChannelClosedException(_reason);
                }

                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(waiting);
                change = waiting.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    private void Wake()
    {
        _waiting.ForEach(static waiting => waiting.TrySetResult());
        _waiting.Clear();
    }
}
