using System.Buffers;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Workers;

namespace Orleans.Distributed.Links;

/// <summary>What this process does with the batches that others send.</summary>
internal sealed class LinkReceiver(ProcessLinks links, ProcessTable processes, WorkerMessages worker, ChannelMessages channels)
{
    /// <summary>Takes a batch in. Returns soon: what runs code of the user is done elsewhere.</summary>
    public void Receive(LinkBatch batch)
    {
        if (processes.IsGone(batch.Sender))
        {
            return;
        }

        ProcessLink link = links.Get(batch.Sender);
        link.Outgoing.OnAcknowledged(batch.Acknowledged);
        if (batch.Number == 0)
        {
            return;
        }

        bool handles = link.Incoming.Accept(batch, out bool isFirst, out bool owesWord);
        if (isFirst)
        {
            TakeAnswers(link, batch);
        }

        if (handles)
        {
            Handle(link, mayTakeLong: false);
        }

        if (owesWord)
        {
            link.Incoming.AcknowledgeNow();
        }
    }

    /// <summary>Answers wait for nothing that was sent before them.</summary>
    private static void TakeAnswers(ProcessLink link, LinkBatch batch)
    {
        foreach (ref readonly LinkMessage message in batch.Messages.AsSpan())
        {
            if (IsAnswer(message.Kind))
            {
                link.OnAnswer(message);
            }
        }
    }

    private static bool IsAnswer(LinkMessageKind kind) => kind is LinkMessageKind.Answer or LinkMessageKind.Failure;

    /// <summary>They read the header of a call and queue it.</summary>
    private static bool IsShort(LinkMessageKind kind) => kind is LinkMessageKind.Answer or LinkMessageKind.Failure
        or LinkMessageKind.Call or LinkMessageKind.StartAndWait or LinkMessageKind.StartAndTell or LinkMessageKind.DoAndTell
        or LinkMessageKind.Start or LinkMessageKind.Do;

    private void Handle(ProcessLink link, bool mayTakeLong)
    {
        while (link.Incoming.TryTake() is { } batch)
        {
            if (!mayTakeLong && !Array.TrueForAll(batch.Messages, static message => IsShort(message.Kind)))
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    static state =>
                    {
                        state.Receiver.Handle(state.Link, state.Batch);
                        state.Receiver.Handle(state.Link, mayTakeLong: true);
                    },
                    (Receiver: this, Link: link, Batch: batch),
                    preferLocal: false);
                return;
            }

            Handle(link, batch);
        }
    }

    private void Handle(ProcessLink link, LinkBatch batch)
    {
        foreach (ref readonly LinkMessage message in batch.Messages.AsSpan())
        {
            if (IsAnswer(message.Kind))
            {
                continue;
            }

            try
            {
                Handle(link, batch.Sender, message);
            }
            catch (Exception)
            {
                // As with one-way calls of grains, nobody waits to be told. What may fail for a reason of the user answers.
            }
        }
    }

    private void Handle(ProcessLink link, int sender, in LinkMessage message)
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
                channels.Withdraw(new Rrid((int)message.First, message.Second), sender, message.Number);
                break;
            default:
                link.AnswerAsync(message.Number, AskAsync(message));
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
}
