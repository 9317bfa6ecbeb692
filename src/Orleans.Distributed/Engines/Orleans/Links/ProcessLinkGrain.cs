using Orleans.Concurrency;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Placement;

namespace Orleans.Distributed.Links;

/// <summary>Where a link ends: all that it keeps is in <see cref="ProcessLinks"/>.</summary>
[Reentrant, ProcessPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed class ProcessLinkGrain(LocalProcess process, LinkReceiver receiver) : Grain, IProcessLinkGrain
{
    private int _receiver;
    private Rrid _sender;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        return ReferenceKey.TryParse(key, out _receiver, out _sender)
            ? Task.CompletedTask
            : throw new ArgumentException($"The key '{key}' names no link. Expected 'receiver:sender.0'.");
    }

    public async Task Deliver(LinkBatch batch)
    {
        if (!process.HasPid.IsCompleted)
        {
            // Others may hear that this process has joined before it does itself.
            await process.HasPid;
        }

        // What is for a process that was at this address before gets no answer, so its sender does not wait in vain for long.
        if (_receiver == process.Pid && _sender.Whence == batch.Sender)
        {
            receiver.Receive(batch);
        }
    }
}
