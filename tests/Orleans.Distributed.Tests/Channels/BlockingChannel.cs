using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>A channel that only takes items in, and whose put of a zero blocks, as it must not.</summary>
internal sealed class BlockingChannel : IRemoteChannel<int>, IDisposable
{
    private readonly TaskCompletionSource _blocks = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _unblocked = new();

    /// <summary>What was put.</summary>
    public List<int> Items { get; } = [];

    public bool IsReady => false;

    public bool IsOpen => true;

    public Task BlocksAsync() => _blocks.Task.Soon();

    public void Unblock() => _unblocked.Set();

    public ValueTask PutAsync(int item, CancellationToken cancellationToken)
    {
        Items.Add(item);
        if (item == 0)
        {
            _blocks.SetResult();
            _unblocked.Wait(CancellationToken.None);
        }

        return default;
    }

    public ValueTask<int> TakeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> FetchAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Close(Exception? reason)
    {
    }

    public void Dispose() => Unblock();
}
