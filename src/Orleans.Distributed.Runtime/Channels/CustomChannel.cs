using System.Threading.Channels;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that a factory has made: it runs on the threads for user code, and what it throws is user code's failure.</summary>
internal sealed partial class CustomChannel<T>(IRemoteChannel<T> channel, int pid, UserCodeScheduler scheduler) : ChannelBacking<T>
{
    private readonly OrderedQueue _order = new(scheduler);
    private readonly Dictionary<OperationKey, CancellationTokenSource> _operations = [];
    private readonly Lock _gate = new();
    private bool _released;

    public override Task<ChannelResult<T>> OperateAsync(in ChannelRequest<T> request, OperationKey key)
    {
        var cancellation = new CancellationTokenSource();
        lock (_gate)
        {
            if (_released)
            {
                return Task.FromResult<ChannelResult<T>>(CallStatus.Gone);
            }

            _operations.Add(key, cancellation);
        }

        ChannelRequest<T> asked = request;
        if (key.Pid == pid)
        {
            return RunAsync(asked, key, cancellation);
        }

        var running = new TaskCompletionSource<Task<ChannelResult<T>>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _order.Add(() => running.SetResult(RunAsync(asked, key, cancellation)));
        return running.Task.Unwrap();
    }

    public override void Withdraw(OperationKey key)
    {
        lock (_gate)
        {
            if (_operations.TryGetValue(key, out CancellationTokenSource? operation))
            {
                Cancel(operation);
            }
        }
    }

    public override void WithdrawAll(int exitedPid)
    {
        lock (_gate)
        {
            foreach ((OperationKey key, CancellationTokenSource operation) in _operations)
            {
                if (key.Pid == exitedPid)
                {
                    Cancel(operation);
                }
            }
        }
    }

    public override void Close(RemoteFault? reason) => _order.Add(() => Close(reason?.ToCause(Serialization.ValueCodec.Shared)));

    public override void Release()
    {
        lock (_gate)
        {
            if (_released)
            {
                return;
            }

            _released = true;
            foreach (CancellationTokenSource operation in _operations.Values)
            {
                Cancel(operation);
            }
        }

        _order.Add(End);
    }

    public override ChannelState Look()
    {
        // What the channel itself would say is user code, which must not run here.
        lock (_gate)
        {
            return new ChannelState(-1, _operations.Count, _returned.Count > 0, !_released, null);
        }
    }

    private async Task<ChannelResult<T>> RunAsync(ChannelRequest<T> request, OperationKey key, CancellationTokenSource cancellation)
    {
        int count = 0;
        try
        {
            return request.Operation switch
            {
                ChannelOperation.Take => await TakeAsync(key.Pid, cancellation.Token),
                ChannelOperation.TakeMany => await TakeManyAsync(request.Number, key.Pid, cancellation.Token),
                ChannelOperation.TryTake => await TryTakeAsync(key.Pid),
                ChannelOperation.Fetch => await FetchAsync(cancellation.Token),
                ChannelOperation.PutBack => PutBack(request.Items!),
                ChannelOperation.PutMany => await PutManyAsync(request.Items!, key.Pid, put => count = put, cancellation.Token),
                _ => await PutOrAskAsync(request, key.Pid, cancellation.Token),
            };
        }
        catch (ChannelClosedException e)
        {
            // The reason in it is the one that it was closed with, or none.
            RemoteFault? reason = e.InnerException is { } inner ? RemoteFault.Capture(pid, inner) : null;
            return new ChannelResult<T>(CallStatus.Closed) { Fault = reason, Count = count };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new ChannelResult<T>(_released ? CallStatus.Gone : CallStatus.Withdrawn) { Count = count };
        }
        catch (NotSupportedException)
        {
            return CallStatus.NotSupported;
        }
        catch (Exception e)
        {
            return new ChannelResult<T>(CallStatus.Fault) { Fault = RemoteFault.Capture(pid, e) };
        }
        finally
        {
            lock (_gate)
            {
                _operations.Remove(key);
            }
        }
    }

    /// <summary>What is registered on the token is user code too, and must not run on the thread of the one who withdraws.</summary>
    private void Cancel(CancellationTokenSource operation) => scheduler.Queue(static state => ((CancellationTokenSource)state!).Cancel(), operation);

    private void Close(Exception? reason)
    {
        try
        {
            channel.Close(reason);
        }
        catch (Exception)
        {
            // Nobody waits for this: whoever uses the channel meets its failures.
        }
    }

    private async void End()
    {
        Close(null);
        try
        {
            switch (channel)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
        catch (Exception)
        {
            // Nobody holds it any more.
        }
    }
}
