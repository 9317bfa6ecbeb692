using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>Makes channels at the processes that will own them.</summary>
internal sealed class ChannelMaker(HandleContext context, CallDispatcher calls)
{
    /// <summary>Makes a channel with a capacity, or, when there is a factory, what that makes.</summary>
    public async Task<RemoteChannel<T>> CreateAsync<T>(int where, int capacity, Delegate? factory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int here = context.Process.Pid;
        var id = new Rrid(here, context.Process.NextId());
        Task<string?>? creating = null;
        if (where == here && factory is null)
        {
            ChannelCreation<T>.Add(context.Services, id, new ChannelStore<T>(capacity));
        }
        else
        {
            creating = calls.InvokeAsync(where, new ChannelCreation<T>(id, capacity, factory), CancellationToken.None);
            if (creating.IsFaulted)
            {
                // There is no such process, so there is nothing to have a claim on.
                await creating.ConfigureAwait(false);
            }
        }

        var claim = new Claim(context.Handles, id, where);
        var channel = new RemoteChannel<T>(context, claim, id, where);

        // So that ChannelFromId finds this very handle, and does not make a second claim of this process.
        context.Handles.Register(channel, claim);
        if (creating is null)
        {
            return channel;
        }

        try
        {
            return await creating.WaitAsync(cancellationToken).ConfigureAwait(false) is { } complaint
                ? throw new InvalidOperationException($"The factory of a channel of {typeof(T)} {complaint}. Nothing was created on process {where}.")
                : channel;
        }
        catch
        {
            // Only once the channel is there can its owner be told that nobody wants it.
            _ = creating.ContinueWith(
                _ => channel.DisposeAsync(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The channel with this identity, which this process owns.</summary>
    public RemoteChannel<T> FromId<T>(Rrid id)
    {
        int here = context.Process.Pid;
        if (!context.Owned.TryGet(id, out ReferenceEntry? entry) || entry is not ChannelEntry<T>)
        {
            throw new InvalidOperationException(
                $"This process, {here}, owns no channel of {typeof(T)} with the identity {id}. Ask the process that owns it, and keep a handle of it.");
        }

        return (RemoteChannel<T>)context.Handles.Receive(
            id, here, TransferToken.None, claim => new RemoteChannel<T>(context, claim, id, here));
    }
}
