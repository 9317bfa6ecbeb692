using Orleans.Distributed.Links;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Tests.Links;

/// <summary>One end of a link without an engine: what it sends lies in <see cref="Sent"/>, until a test takes it to the other end.</summary>
internal sealed class LinkEnd
{
    public LinkEnd(int pid, TimeProvider time)
    {
        var process = new LocalProcess(time);
        process.AssignPid(pid);
        Incoming = new IncomingLine(time, () => Outgoing!.Acknowledge());
        Outgoing = new OutgoingLine(process, Incoming, Deliver);
    }

    public IncomingLine Incoming { get; }

    public OutgoingLine Outgoing { get; }

    /// <summary>What it sent, in the order of sending.</summary>
    public List<LinkBatch> Sent { get; } = [];

    /// <summary>The numbers that were sent to it, in the order in which it handled them.</summary>
    public List<long> Handled { get; } = [];

    public void Send(long number) => Outgoing.Send(new LinkMessage(LinkMessageKind.Cancel, 0, 0, number, default));

    public void Send(Payload body) => Outgoing.Send(new LinkMessage(LinkMessageKind.Do, 0, 0, 0, body));

    public void Receive(LinkBatch batch)
    {
        Outgoing.OnAcknowledged(batch.Acknowledged);
        if (batch.Number == 0)
        {
            return;
        }

        if (Incoming.Accept(batch, out _, out bool owesWord))
        {
            while (Incoming.TryTake() is { } next)
            {
                Handled.AddRange(next.Messages.Select(message => message.Second));
            }
        }

        if (owesWord)
        {
            Incoming.AcknowledgeNow();
        }
    }

    private Task Deliver(LinkBatch batch)
    {
        Sent.Add(batch);
        return Task.CompletedTask;
    }
}
