using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>Makes channels at the processes that will own them.</summary>
internal sealed class ChannelMaker(HandleContext context, CallDispatcher calls)
{
    /// <summary>Makes a channel with a capacity, or, when there is a factory, what that makes.</summary>
    public async Task<RemoteChannel<T>> CreateAsync<T>(int where, int capacity, Delegate? factory, CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        linked.Token.ThrowIfCancellationRequested();
        int here = context.Process.Pid;
        var id = new Rrid(here, context.Process.NextId());
        if (where == here && factory is null)
        {
            ChannelCreation<T>.Add(context.Services, id, new ChannelStore<T>(capacity));
            return NewHandle<T>(id, where);
        }

        // It goes on when its creator gives up: only what is there for certain can be dropped.
        CallLimits limits = calls.OwnLimits(default);
        Task<string?> creating = calls.InvokeAsync(where, new ChannelCreation<T>(id, capacity, factory), limits);
        try
        {
            await creating.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (linked.Token.IsCancellationRequested)
        {
            DropWhenMade<T>(creating, id, where);
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        // The owner has counted this process in from the beginning, and keeps nothing of a creation that failed.
        return await creating.ConfigureAwait(false) is { } complaint
            ? throw new InvalidOperationException($"The factory of a channel of {typeof(T)} {complaint}. Nothing was created on process {where}.")
            : NewHandle<T>(id, where);
    }

    private RemoteChannel<T> NewHandle<T>(Rrid id, int where)
    {
        var claim = new Claim(context.Handles, id, where);
        var channel = new RemoteChannel<T>(context, claim, id, where);

        // So that ChannelFromId finds this very handle, and does not make a second claim of this process.
        context.Handles.Register(channel, claim);
        return channel;
    }

    private async void DropWhenMade<T>(Task<string?> creating, Rrid id, int where)
    {
        try
        {
            if (await creating.ConfigureAwait(false) is null)
            {
                await NewHandle<T>(id, where).DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // Nothing was made, and nobody waits for the reason.
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
