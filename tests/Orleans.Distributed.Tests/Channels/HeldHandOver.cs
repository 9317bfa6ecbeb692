using System.Threading.Channels;
using System.Threading.Tasks.Sources;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>
/// A channel that hands an item to the one take that waits, and completes that take before the put; but the take's continuation runs
/// only when the test says so, as it may wait for a thread in earnest. Without a taker it keeps what is put. An empty item is an error.
/// </summary>
/// <param name="saysSoAtOnce">Whether the take counts as completed before its continuation runs. .NET's own channels say so only then.</param>
internal sealed class HeldHandOver(bool saysSoAtOnce) : IRemoteChannel<byte[]>, IValueTaskSource<byte[]>
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<byte[]> _kept = new();
    private Action? _continuation;
    private SynchronizationContext? _context;
    private byte[]? _handed;
    private bool _says;
    private bool _read;

    /// <summary>A take waits.</summary>
    public Task TakeWaitsAsync() => _waiting.Task.Soon();

    public bool IsReady => false;

    public bool IsOpen => true;

    /// <summary>Lets the take that got an item go on.</summary>
    public void Continue()
    {
        _says = true;
        _continuation!();
    }

    public ValueTask PutAsync(byte[] item, CancellationToken cancellationToken)
    {
        if (item.Length == 0)
        {
            throw new ArgumentException("Nothing in it.", nameof(item));
        }

        if (_continuation is null || _handed is not null)
        {
            _kept.Enqueue(item);
            return default;
        }

        _handed = item;
        _says = saysSoAtOnce;
        _context?.Post(static _ => { }, null);
        return default;
    }

    public ValueTask<byte[]> TakeAsync(CancellationToken cancellationToken) => new(this, 7);

    public ValueTask<byte[]> FetchAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Close(Exception? reason)
    {
    }

    public ValueTaskSourceStatus GetStatus(short token) =>
        _read || token != 7 ? throw new InvalidOperationException("It was read, and stands for another take by now.")
        : _says ? ValueTaskSourceStatus.Succeeded
        : ValueTaskSourceStatus.Pending;

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _context = flags.HasFlag(ValueTaskSourceOnCompletedFlags.UseSchedulingContext) ? SynchronizationContext.Current : null;
        _continuation = () => continuation(state);
        _waiting.SetResult();
    }

    public byte[] GetResult(short token)
    {
        Assert.False(_read, "A result may be asked for once.");
        _read = true;
        return _handed ?? throw new ChannelClosedException();
    }
}
