using System.Threading.Channels;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Channels;

/// <summary>A channel that a factory has made: it runs on the threads for user code, and what it throws is user code's failure.</summary>
internal sealed partial class CustomChannel<T>(IRemoteChannel<T> channel, int pid, UserCodeScheduler scheduler) : ChannelBacking<T>
{
    private readonly OrderedQueue _order = new(scheduler);
    private readonly Dictionary<OperationKey, Operation> _operations = [];
    private readonly Lock _gate = new();
    private volatile bool _closed;
    private bool _released;

    public override Task<ChannelResult<T>> OperateAsync(in ChannelRequest<T> request, OperationKey key)
    {
        var operation = new Operation(request.Operation);
        lock (_gate)
        {
            if (_released)
            {
                return Task.FromResult<ChannelResult<T>>(CallStatus.Gone);
            }

            _operations.Add(key, operation);
        }

        ChannelRequest<T> asked = request;
        _order.Add(() => Run(asked, key, operation));
        return operation.Result.Task;
    }

    public override void Withdraw(OperationKey key)
    {
        lock (_gate)
        {
            if (_operations.TryGetValue(key, out Operation? operation))
            {
                Withdraw(key, operation);
            }
        }
    }

    public override void WithdrawAll(int exitedPid)
    {
        lock (_gate)
        {
            foreach ((OperationKey key, Operation operation) in _operations)
            {
                if (key.Pid == exitedPid)
                {
                    operation.CallerIsGone = true;
                    Withdraw(key, operation);
                }
            }
        }
    }

    public override void Close(RemoteFault? reason) => _order.Add(() => Close(Cause(reason)));

    private static Exception? Cause(RemoteFault? reason) => reason?.ToCause(ValueCodec.Shared);

    public override void Release()
    {
        lock (_gate)
        {
            if (_released)
            {
                return;
            }

            _released = true;
            foreach (Operation operation in _operations.Values)
            {
                // Not only asked to end: in a process that is ending, user code does not run any more.
                operation.Result.TrySetResult(CallStatus.Gone);
                Cancel(operation);
            }
        }

        _order.Add(End);
    }

    public override ChannelState Look()
    {
        // What a user's own kind would say is user code, which must not run here.
        int count = channel is SystemChannel<T> system ? system.LookAtCount() : -1;
        lock (_gate)
        {
            bool isReady = count > 0 || _returned.Count > 0;
            return new ChannelState(count < 0 ? -1 : count + _returned.Count, _operations.Count, isReady, !_closed && !_released, null);
        }
    }

    /// <summary>Under the gate. What has not begun does not begin any more, whatever holds it up.</summary>
    private void Withdraw(OperationKey key, Operation operation)
    {
        if (operation.HasBegun)
        {
            Cancel(operation);
        }
        else if (operation.MayBeSkipped)
        {
            _operations.Remove(key);
            operation.Result.TrySetResult(CallStatus.Withdrawn);
        }
    }

    private async void Run(ChannelRequest<T> request, OperationKey key, Operation operation)
    {
        lock (_gate)
        {
            if (operation.Result.Task.IsCompleted)
            {
                return;
            }

            operation.HasBegun = true;
        }

        ChannelResult<T> result = await RunAsync(request, key, operation.Cancellation);
        lock (_gate)
        {
            _operations.Remove(key);
        }

        if (operation.CallerIsGone && result.Status == CallStatus.Value && request.Operation != ChannelOperation.Fetch)
        {
            // It was taken for a process that has died meanwhile.
            PutBack(result.Items ?? [result.Item!]);
            result.HandOver?.Delivered();
            result = CallStatus.Withdrawn;
        }

        if (!operation.Result.TrySetResult(result))
        {
            result.HandOver?.Delivered();
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
            return new ChannelResult<T>(CallStatus.Withdrawn) { Count = count };
        }
        catch (NotSupportedException) when (request.Operation is ChannelOperation.Fetch or ChannelOperation.WaitToTake)
        {
            return CallStatus.NotSupported;
        }
        catch (Exception e)
        {
            return new ChannelResult<T>(CallStatus.Fault) { Fault = RemoteFault.Capture(pid, e), Count = count };
        }
    }

    /// <summary>What is registered on the token is user code too, and must not run on the thread of the one who withdraws.</summary>
    private void Cancel(Operation operation) => scheduler.Queue(static state => ((Operation)state!).Cancel(), operation);

    private void Close(Exception? reason)
    {
        try
        {
            CloseNow(reason);
        }
        catch (Exception)
        {
            // Nobody waits for this: whoever uses the channel meets its failures.
        }
    }

    private void CloseNow(Exception? reason)
    {
        channel.Close(reason);
        _closed = true;
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
