namespace Orleans.Distributed.Tests.References;

/// <summary>One random thing that a process does with handles.</summary>
/// <param name="from">The process.</param>
/// <param name="other">Another one that it may do it with, or the same.</param>
/// <param name="bags">The handles that the processes keep.</param>
/// <param name="random">Where the choices come from.</param>
internal sealed class ReferenceStep(ICluster from, int other, HandleBags bags, Random random)
{
    public Task RunAsync() => random.Next(10) switch
    {
        0 or 1 => CreateAsync(),
        2 or 3 => SendAsync(),
        4 => SendThroughChannelAsync(),
        5 => FetchAsync(),
        6 => PutAsync(),
        7 => DisposeAsync(),
        8 => Drop(),
        _ => BringBackAsync(),
    };

    private async Task CreateAsync()
    {
        RemoteReference created = random.Next(4) switch
        {
            0 => from.CreateFuture<int>(other),
            1 => await from.CreateChannelAsync<RemoteReference>(2, other),
            2 => await from.RemoteCallWaitAsync(other, () => 3),
            _ => from.RemoteCall(other, () => Cluster.Current.MyId),
        };
        bags.Keep(from.MyId, created);
    }

    /// <summary>Sends a handle, and keeps its own or not.</summary>
    private async Task SendAsync()
    {
        if (bags.Take(from.MyId) is not { } handle)
        {
            return;
        }

        if (random.Next(2) == 0)
        {
            bags.Keep(from.MyId, handle);
        }

        if (random.Next(2) == 0)
        {
            await from.RemoteCallFetchAsync(other, KeepThere, bags, handle);
        }
        else
        {
            from.RemoteDo(other, KeepThere, bags, handle);
        }
    }

    /// <summary>Puts a handle into a channel, perhaps one that nobody takes from any more.</summary>
    private async Task SendThroughChannelAsync()
    {
        if (bags.Take(from.MyId) is not { } handle)
        {
            return;
        }

        await using RemoteChannel<RemoteReference> channel = await from.CreateChannelAsync<RemoteReference>(2, other);
        await channel.PutAsync(handle);
        if (random.Next(2) == 0)
        {
            await from.RemoteCallFetchAsync(
                other, async (b, c) => KeepThere(b, await c.TakeAsync()), bags, channel);
        }
    }

    private async Task FetchAsync()
    {
        if (bags.Take(from.MyId) is not { } handle)
        {
            return;
        }

        if (handle is Future<int> future && await future.IsReadyAsync())
        {
            await future.FetchAsync();
        }

        bags.Keep(from.MyId, handle);
    }

    private async Task PutAsync()
    {
        switch (bags.Take(from.MyId))
        {
            case Future<int> future:
                bags.Keep(from.MyId, future);
                await future.PutAsync(1);
                break;
            case RemoteChannel<RemoteReference> channel:
                bags.Keep(from.MyId, channel);

                // A channel in itself would be held by itself for ever.
                await channel.TryPutAsync(from.CreateFuture<int>());
                break;
        }
    }

    private async Task DisposeAsync()
    {
        if (bags.Take(from.MyId) is IAsyncDisposable handle)
        {
            await handle.DisposeAsync();
        }
    }

    private Task Drop()
    {
        bags.Take(from.MyId);
        return Task.CompletedTask;
    }

    /// <summary>Sends a handle and gets it back, together with a new one.</summary>
    private async Task BringBackAsync()
    {
        if (bags.Take(from.MyId) is not { } handle)
        {
            return;
        }

        RemoteReference[] both = await from.RemoteCallFetchAsync(
            other, h => new[] { h, Cluster.Current.CreateFuture<int>() }, handle);
        foreach (RemoteReference each in both)
        {
            bags.Keep(from.MyId, each);
        }
    }

    private static void KeepThere(HandleBags bags, RemoteReference handle) => bags.Keep(Cluster.Current.MyId, handle);
}
