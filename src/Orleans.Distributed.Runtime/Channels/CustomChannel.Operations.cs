using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Channels;

/// <summary>What is done with a channel that a factory has made.</summary>
internal sealed partial class CustomChannel<T>
{
    private readonly Stack<T> _returned = new();
    private readonly HashSet<RemoteTake> _takes = [];
    private CancellationTokenSource? _returning;

    private async ValueTask<ChannelResult<T>> PutOrAskAsync(ChannelRequest<T> request, int caller, CancellationToken cancellationToken)
    {
        switch (request.Operation)
        {
            case ChannelOperation.Put:
                await channel.PutAsync(request.Item!, cancellationToken);
                await HandedOverAsync(caller);
                return CallStatus.Done;
            case ChannelOperation.TryPut:
                bool done = await channel.TryPutAsync(request.Item!);
                await HandedOverAsync(caller);
                return done ? CallStatus.Done : CallStatus.Refused;
            case ChannelOperation.WaitToTake:
                await WaitToTakeAsync(cancellationToken);
                return CallStatus.Done;
            case ChannelOperation.WaitToPut:
                await channel.WaitToPutAsync(cancellationToken);
                return CallStatus.Done;
            case ChannelOperation.Close:
                CloseNow(Cause(request.Reason));
                return CallStatus.Done;
            case ChannelOperation.IsReady:
                return HasReturned || channel.IsReady ? CallStatus.Done : CallStatus.Refused;
            case ChannelOperation.IsOpen:
                return channel.IsOpen ? CallStatus.Done : CallStatus.Refused;
            default:
                throw new ArgumentOutOfRangeException(nameof(request), request.Operation, "The caller runs another version.");
        }
    }

    private async ValueTask<ChannelResult<T>> PutManyAsync(T[] items, int caller, Action<int> progress, CancellationToken cancellationToken)
    {
        try
        {
            for (int i = 0; i < items.Length; i++)
            {
                await channel.PutAsync(items[i], cancellationToken);
                progress(i + 1);
            }
        }
        finally
        {
            // Also when the rest was not put: what was is on its way.
            await HandedOverAsync(caller);
        }

        return CallStatus.Done;
    }

    private bool HasReturned
    {
        get
        {
            lock (_gate)
            {
                return _returned.Count > 0;
            }
        }
    }

    private async ValueTask<ChannelResult<T>> TakeAsync(int caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTakeReturned(out T? returned, out CancellationToken returning))
            {
                return new ChannelResult<T>(CallStatus.Value, returned);
            }

            RemoteTake? take = BeginTake(caller);
            try
            {
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, returning);
                T item = await Started(take, channel.TakeAsync(either.Token));
                return new ChannelResult<T>(CallStatus.Value, item) { HandOver = take };
            }
            catch (OperationCanceledException) when (returning.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Something was put back, and goes first.
                take?.Delivered();
            }
            catch
            {
                take?.Delivered();
                throw;
            }
        }
    }

    private async ValueTask<ChannelResult<T>> TryTakeAsync(int caller)
    {
        if (TryTakeReturned(out T? returned, out _))
        {
            return new ChannelResult<T>(CallStatus.Value, returned);
        }

        RemoteTake? take = BeginTake(caller);
        bool taken = false;
        try
        {
            (taken, T? item) = await Started(take, channel.TryTakeAsync());
            return taken ? new ChannelResult<T>(CallStatus.Value, item) { HandOver = take } : CallStatus.Refused;
        }
        finally
        {
            if (!taken)
            {
                take?.Delivered();
            }
        }
    }

    private async ValueTask<ChannelResult<T>> TakeManyAsync(int max, int caller, CancellationToken cancellationToken)
    {
        ChannelResult<T> result = await TakeAsync(caller, cancellationToken);
        var items = new List<T> { result.Item! };
        var handOvers = new HandOvers();
        while (true)
        {
            if (result.HandOver is not null)
            {
                handOvers.Add(result.HandOver);
            }

            if (items.Count == max)
            {
                break;
            }

            try
            {
                result = await TryTakeAsync(caller);
            }
            catch (Exception)
            {
                // Closed, or broken: the next one meets that. What was taken is not lost for it.
                break;
            }

            if (result.Status != CallStatus.Value)
            {
                break;
            }

            items.Add(result.Item!);
        }

        return new ChannelResult<T>(CallStatus.Value) { Items = [.. items], HandOver = handOvers };
    }

    private async ValueTask<ChannelResult<T>> FetchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CancellationToken returning;
            lock (_gate)
            {
                if (_returned.TryPeek(out T? returned))
                {
                    return new ChannelResult<T>(CallStatus.Value, returned);
                }

                returning = (_returning ??= new CancellationTokenSource()).Token;
            }

            try
            {
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, returning);
                return new ChannelResult<T>(CallStatus.Value, await channel.FetchAsync(either.Token));
            }
            catch (OperationCanceledException) when (returning.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Something was put back, and goes first.
            }
        }
    }

    private async ValueTask WaitToTakeAsync(CancellationToken cancellationToken)
    {
        CancellationToken returning;
        lock (_gate)
        {
            if (_returned.Count > 0)
            {
                return;
            }

            returning = (_returning ??= new CancellationTokenSource()).Token;
        }

        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, returning);
            await channel.WaitToTakeAsync(either.Token);
        }
        catch (OperationCanceledException) when (returning.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Something was put back, so there is something to take.
        }
    }

    private ChannelResult<T> PutBack(T[] items)
    {
        CancellationTokenSource? returning;
        lock (_gate)
        {
            for (int i = items.Length - 1; i >= 0; i--)
            {
                _returned.Push(items[i]);
            }

            returning = _returning;
            _returning = null;
        }

        try
        {
            returning?.Cancel();
        }
        catch (AggregateException)
        {
            // What the channel had registered on the token failed: not a matter of who puts back.
        }

        return CallStatus.Done;
    }

    private bool TryTakeReturned(out T? item, out CancellationToken returning)
    {
        lock (_gate)
        {
            returning = (_returning ??= new CancellationTokenSource()).Token;
            return _returned.TryPop(out item);
        }
    }
}
