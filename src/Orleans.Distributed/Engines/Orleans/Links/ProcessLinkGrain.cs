using Orleans.Concurrency;
using Orleans.Distributed.Placement;

namespace Orleans.Distributed.Links;

/// <summary>Where a link ends: all that it keeps is in <see cref="ProcessLinks"/>.</summary>
[Reentrant, ProcessPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class ProcessLinkGrain(LinkReceiver receiver) : Grain, IProcessLinkGrain
{
    public Task Deliver(LinkBatch batch)
    {
        receiver.Receive(batch);
        return Task.CompletedTask;
    }
}
