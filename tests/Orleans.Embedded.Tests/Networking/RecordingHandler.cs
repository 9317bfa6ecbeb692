using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Notes what a link tells its handler, and lets tests wait for it.</summary>
internal sealed class RecordingHandler : ILinkHandler
{
    private readonly TaskCompletionSource<LinkClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();
    private int _closedCount;

    public ConcurrentQueue<(ulong Key, byte[] Payload)> Frames { get; } = new();

    public ConcurrentQueue<byte[]> Controls { get; } = new();

    public ConcurrentQueue<(ulong Key, byte[] Payload)> Unsent { get; } = new();

    public int OpenedCount { get; private set; }

    public int ClosedCount => Volatile.Read(ref _closedCount);

    /// <summary>Whether something arrived after the end.</summary>
    public bool Late { get; private set; }

    /// <summary>Replaces the noting of frames.</summary>
    public Action<Link, ulong, ReadOnlySequence<byte>>? Frame { get; init; }

    public Task<LinkClosed> Closed => _closed.Task.WaitAsync(Limits.Generous);

    public void OnOpened(Link link) => OpenedCount++;

    public void OnFrame(Link link, ReceivedFrame frame)
    {
        Late |= ClosedCount != 0;
        if (Frame is not null)
        {
            Frame(link, frame.OrderingKey, frame.Payload);
            return;
        }

        Frames.Enqueue((frame.OrderingKey, frame.Payload.ToArray()));
        _arrived.Writer.TryWrite(true);
    }

    public void OnControl(Link link, ReadOnlySpan<byte> payload)
    {
        Late |= ClosedCount != 0;
        Controls.Enqueue(payload.ToArray());
        _arrived.Writer.TryWrite(true);
    }

    public void OnUnsent(Link link, ulong orderingKey, ReadOnlySequence<byte> payload)
    {
        Late |= ClosedCount != 0;
        Unsent.Enqueue((orderingKey, payload.ToArray()));
    }

    public void OnClosed(Link link, LinkClosed closed)
    {
        Interlocked.Increment(ref _closedCount);
        _closed.TrySetResult(closed);
    }

    /// <summary>Waits until so many more frames and control frames have arrived.</summary>
    public async Task ArrivedAsync(int count)
    {
        using var limit = new CancellationTokenSource(Limits.Generous);
        for (var arrived = 0; arrived < count; arrived++)
        {
            await _arrived.Reader.ReadAsync(limit.Token);
        }
    }
}
