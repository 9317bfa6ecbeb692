using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Distributed.Links;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Tests.Links;

/// <summary>One end of a link without an engine: what it sends lies in <see cref="Sent"/>, until a test takes it to the other end.</summary>
internal sealed class LinkEnd : ILinkMessageHandler
{
    public LinkEnd(int pid, int other, TimeProvider time)
    {
        var process = new LocalProcess(time);
        process.AssignPid(pid);
        Link = new ProcessLink(process, other, Deliver, NullLogger.Instance);
    }

    public ProcessLink Link { get; }

    /// <summary>What it sent, in the order of sending.</summary>
    public List<LinkBatch> Sent { get; } = [];

    /// <summary>The numbers that were sent to it, in the order in which it handled them.</summary>
    public List<long> Handled { get; } = [];

    /// <summary>What handling a message that takes long does.</summary>
    public Action Long { get; set; } = () => { };

    public void Send(long number) => Link.TellAsync(new LinkMessage(LinkMessageKind.Do, 0, 0, number, default));

    public void SendLong(long number) => Link.TellAsync(new LinkMessage(LinkMessageKind.Cancel, 0, 0, number, default));

    public void Send(Payload body) => Link.TellAsync(new LinkMessage(LinkMessageKind.Do, 0, 0, 0, body));

    public void Receive(LinkBatch batch) => Link.Receive(batch, this);

    /// <summary>The other end has this one's batches up to a number.</summary>
    public void Acknowledge(long number) => Receive(new LinkBatch(Link.Pid, 0, number, false, []));

    public bool IsShort(LinkMessageKind kind) => kind == LinkMessageKind.Do;

    public void Handle(ProcessLink link, in LinkMessage message)
    {
        Handled.Add(message.Second);
        if (!IsShort(message.Kind))
        {
            Long();
        }
    }

    private Task Deliver(LinkBatch batch)
    {
        Sent.Add(batch);
        return Task.CompletedTask;
    }
}
