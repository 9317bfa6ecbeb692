using System.Buffers;
using Orleans.Runtime.Networking.Framing;

namespace Orleans.Runtime.Networking.Sending;

/// <content>The writer thread, flushing and closing.</content>
internal sealed partial class LinkSender
{
    private static readonly TimeSpan WriteSlice = TimeSpan.FromMilliseconds(100);

    private TaskCompletionSource? _flushed;
    private bool _failed;
    private bool _abort;
    private bool _readerDone;
    private byte[]? _goodbye;
    private long _closeStarted;

    /// <summary>The body of the writer thread. Returns when the link is closed and the transport is shut down both ways.</summary>
    public void Run()
    {
        try
        {
            while (WaitForWork())
            {
                Drain();
            }

            SayGoodbye();
        }
        catch (Exception error) when (IsBroken(error))
        {
            Fail(error);
        }

        _transport.Abort();
    }

    /// <summary>
    /// Takes no more messages and lets the writer thread end: at once when <paramref name="goodbye"/> is <see langword="null"/>,
    /// else after telling the peer. What is queued stays, for <see cref="ReportUnsent"/>. Only the first call counts.
    /// </summary>
    /// <param name="goodbye">The payload of the last frame; <see langword="null"/> to break the connection.</param>
    public void Close(byte[]? goodbye)
    {
        lock (_gate)
        {
            if (!_closing)
            {
                _closing = true;
                _goodbye = goodbye;
                _abort = goodbye is null;
                _closeStarted = _options.TimeProvider.GetTimestamp();
                _queues.WakeAll();
                CompleteFlush();
                WakeWriter();
            }
        }

        if (goodbye is null)
        {
            _transport.Abort();
        }
    }

    /// <summary>The reader has seen the end of the stream; the writer need not wait for it.</summary>
    public void ReaderDone()
    {
        lock (_gate)
        {
            _readerDone = true;
            WakeWriter();
        }
    }

    /// <summary>Completes when nothing waits to be written, or the link is closing.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_closing || (!_writing && _queues.IsEmpty))
            {
                return Task.CompletedTask;
            }

            _flushed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _flushed.Task;
        }
    }

    // Returns with the right to write, or with false when the link is closing and nobody writes any more.
    private bool WaitForWork()
    {
        for (var steppedAside = false; ; steppedAside = true)
        {
            lock (_gate)
            {
                while (true)
                {
                    if (_handedOver)
                    {
                        _handedOver = false;
                        return true;
                    }

                    if (_closing && (_failed || !_writing))
                    {
                        return false;
                    }

                    if (!_writing && !_queues.IsEmpty)
                    {
                        if (!steppedAside)
                        {
                            break;
                        }

                        if (_queues.TakeNext(_pending))
                        {
                            return _writing = true;
                        }
                    }

                    WaitForWake(Timeout.InfiniteTimeSpan);
                }
            }

            LetSendersCatchUp();
        }
    }

    // A waking writer takes the processor from the sender that woke it, and finds one frame. Where processors are scarce, stepping
    // aside once lets senders go on, and the write be worth its cost; where they are not, it costs nothing.
    private static void LetSendersCatchUp() => Thread.Yield();

    // With the right to write: writes until nothing is left, and gives the right up.
    private void Drain()
    {
        while (true)
        {
            var done = FinishPending();
            if (_pending.IsSmall)
            {
                LetSendersCatchUp();
            }

            BulkSend? finished = null;
            bool over;
            lock (_gate)
            {
                if (done)
                {
                    finished = _queues.Complete(_pending);
                }

                over = !done || _closing || !_queues.TakeNext(_pending);
                if (over)
                {
                    EndWrite();
                }
            }

            Release(finished);
            if (over)
            {
                return;
            }
        }
    }

    // False when the link closed meanwhile, and the peer did not take the rest in time.
    private bool FinishPending()
    {
        while (!_pending.TryAdvance(_transport))
        {
            if (!_transport.WaitWritable(WriteSlice) && IsOverdue())
            {
                return false;
            }
        }

        return true;
    }

    private void WaitForReader()
    {
        lock (_gate)
        {
            while (!_readerDone && Remaining() is var remaining && remaining > TimeSpan.Zero)
            {
                WaitForWake(remaining);
            }
        }
    }

    // Under the gate, by the writer thread only.
    private void WaitForWake(TimeSpan limit)
    {
        _writerWaits = true;
        Monitor.Wait(_gate, limit);
        _writerWaits = false;
    }

    private bool IsOverdue() => Volatile.Read(ref _closing) && (_abort || Remaining() <= TimeSpan.Zero);

    private TimeSpan Remaining() => _options.CloseLinger - _options.TimeProvider.GetElapsedTime(_closeStarted);

    // The peer learns why, reads everything that was sent, and closes its side; only then is the connection taken down, since
    // closing a socket with unread input would make the system discard what the peer has not read yet.
    private void SayGoodbye()
    {
        if (_abort || _failed || _pending.IsActive)
        {
            return;
        }

        lock (_gate)
        {
            var lane = new FrameLane();
            lane.Append(FrameKind.Goodbye, 0, FrameChecksum.Compute(_goodbye), _goodbye);
            _pending.Set(lane.Take()!, lane);
        }

        if (FinishPending())
        {
            _transport.EndSending();
            WaitForReader();
        }

        _pending.Block!.Release();
        _pending.Clear();
    }

    // With the right to write, which is kept: what was being written stays as it is, for ReportUnsent.
    private void Fail(Exception error)
    {
        lock (_gate)
        {
            _failed = true;
            WakeWriter();
        }

        _onFailed(error);
    }

    // Under the gate.
    private void CompleteFlush()
    {
        if (_flushed is not null && (_closing || _queues.IsEmpty))
        {
            _flushed.TrySetResult();
            _flushed = null;
        }
    }

    /// <summary>
    /// Hands out every message of which not one byte was given to the transport, and gives all memory back. To be called once,
    /// after <see cref="Run"/> returned.
    /// </summary>
    public void ReportUnsent(Action<ulong, ReadOnlySequence<byte>> report) => _queues.ReportUnsent(_pending, report, Release);
}
