using System.Buffers;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Workers;

namespace Orleans.Distributed.Links;

/// <summary>What this process does with what others send to it over links.</summary>
internal sealed partial class LinkReceiver(
    ProcessLinks links, ProcessTable processes, WorkerMessages worker, ChannelMessages channels, ILogger<LinkReceiver> logger)
    : ILinkMessageHandler
{
    /// <summary>Takes a batch in. Returns soon: what may run code of the user is done elsewhere.</summary>
    public void Receive(LinkBatch batch)
    {
        if (batch.Silo is { } silo)
        {
            processes.NoteSilo(batch.Sender, silo);
        }

        if (!processes.IsGone(batch.Sender))
        {
            links.Get(batch.Sender).Receive(batch, this);
        }
    }

    /// <summary>The short ones read the header of a call and queue it.</summary>
    public bool IsShort(LinkMessageKind kind) => kind is LinkMessageKind.Call or LinkMessageKind.StartAndWait
        or LinkMessageKind.StartAndTell or LinkMessageKind.DoAndTell or LinkMessageKind.Start or LinkMessageKind.Do;

    public void Handle(ProcessLink link, in LinkMessage message)
    {
        try
        {
            HandleCore(link, message);
        }
        catch (Exception e)
        {
            // As with one-way calls of grains, nobody waits to be told. What may fail for a reason of the user answers.
            LogNotHandled(e, message.Kind, link.Pid);
        }
    }

    private void HandleCore(ProcessLink link, in LinkMessage message)
    {
        switch (message.Kind)
        {
            case LinkMessageKind.Start:
                worker.Start(message.Body);
                break;
            case LinkMessageKind.Do:
                worker.Do(message.Body);
                break;
            case LinkMessageKind.KeepFunction:
                worker.KeepFunction(message.Body);
                break;
            case LinkMessageKind.Cancel:
                worker.Cancel((int)message.First, message.Second);
                break;
            case LinkMessageKind.UpdateReferences:
                worker.UpdateReferences((int)message.First, message.Body.Bytes.ToArray());
                break;
            case LinkMessageKind.RelayReferences:
                worker.RelayReferences((int)message.First, (int)message.Second, message.Body.Bytes.ToArray());
                break;
            case LinkMessageKind.Withdraw:
                channels.Withdraw(new Rrid((int)message.First, message.Second), link.Pid, message.Number);
                break;
            default:
                link.Answer(message.Number, AskAsync(message));
                break;
        }
    }

    private Task<Payload> AskAsync(in LinkMessage message)
    {
        try
        {
            return message.Kind switch
            {
                LinkMessageKind.Call => worker.Call(message.Body),
                LinkMessageKind.StartAndWait => worker.StartAndWait(message.Body),
                LinkMessageKind.StartAndTell => worker.StartAndTell(message.Body),
                LinkMessageKind.DoAndTell => worker.DoAndTell(message.Body),
                LinkMessageKind.Interrupt => worker.Interrupt(message.Body),
                LinkMessageKind.Operate => channels.OperateAsync(new Rrid((int)message.First, message.Second), message.Body),
                _ => throw new NotSupportedException($"A message of kind {(int)message.Kind} came. Both processes need the same version."),
            };
        }
        catch (Exception e)
        {
            return Task.FromException<Payload>(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of kind {Kind} from process {Pid} could not be handled.")]
    private partial void LogNotHandled(Exception error, LinkMessageKind kind, int pid);
}
