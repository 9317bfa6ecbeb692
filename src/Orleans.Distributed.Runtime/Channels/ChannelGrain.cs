using Orleans.Concurrency;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Placement;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Channels;

/// <summary>A channel, at its owner, for the other processes. What it does is in <see cref="ChannelMessages"/>.</summary>
/// <remarks>It keeps nothing: an activation that is not used for a while has nothing to keep, whether the channel lives or not.</remarks>
[Reentrant, ProcessPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class ChannelGrain(ChannelMessages messages) : Grain, IChannelGrain
{
    private Rrid _id;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        return ReferenceKey.TryParse(key, out _, out _id)
            ? Task.CompletedTask
            : throw new ArgumentException($"The key '{key}' names no reference. Expected 'where:whence.id'.");
    }

    public async Task<Payload> Operate(Payload request)
    {
        Payload reply = await messages.OperateAsync(_id, request);
        if (MessageCodec.IsGone(reply))
        {
            DeactivateOnIdle();
        }

        return reply;
    }

    public Task Withdraw(int caller, long operationId)
    {
        messages.Withdraw(_id, caller, operationId);
        return Task.CompletedTask;
    }
}
