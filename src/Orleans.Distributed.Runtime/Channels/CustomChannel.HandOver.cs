namespace Orleans.Distributed.Channels;

/// <summary>
/// Lets a put of the owner itself wait until the item that it gave away was encoded: whether the channel has a buffer is not known, and
/// if it has none, the taker holds the very object that was put.
/// </summary>
internal sealed partial class CustomChannel<T>
{
    private RemoteTake? BeginTake(int caller)
    {
        if (caller == pid)
        {
            return null;
        }

        var take = new RemoteTake(this);
        lock (_gate)
        {
            _takes.Add(take);
        }

        return take;
    }

    private static async ValueTask<TResult> Started<TResult>(RemoteTake? take, ValueTask<TResult> taking)
    {
        if (take is null)
        {
            return await taking;
        }

        var awaited = new Taking<TResult>(taking);
        take.Start(() => awaited.HasEnded);
        return await awaited;
    }

    private async ValueTask HandedOverAsync(int caller)
    {
        if (caller != pid)
        {
            return;
        }

        RemoteTake[] takes;
        lock (_gate)
        {
            if (_takes.Count == 0)
            {
                return;
            }

            takes = [.. _takes];
        }

        foreach (RemoteTake take in takes)
        {
            await take.EncodedAsync();
        }
    }

    private sealed class RemoteTake(CustomChannel<T> channel) : IHandOver
    {
        private readonly TaskCompletionSource<Func<bool>> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Start(Func<bool> hasEnded) => _started.TrySetResult(hasEnded);

        public void Delivered()
        {
            lock (channel._gate)
            {
                channel._takes.Remove(this);
            }

            _started.TrySetResult(static () => true);
            _delivered.TrySetResult();
        }

        /// <summary>Waits until the item is encoded, if this take has got one: while it waits for one, it has not got that of the caller.</summary>
        public async Task EncodedAsync()
        {
            Func<bool> hasEnded = await _started.Task;
            if (hasEnded())
            {
                await _delivered.Task;
            }
        }
    }
}
