using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Links;

/// <summary>What this process and another send to each other, in both directions.</summary>
internal sealed class ProcessLink
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<Payload>> _questions = new();
    private long _lastQuestion;
    private volatile Exception? _end;

    /// <param name="process">This process.</param>
    /// <param name="pid">The other process.</param>
    /// <param name="deliver">Hands a batch for it to the engine, which may lose it.</param>
    /// <param name="logger">Told of what does not arrive.</param>
    public ProcessLink(LocalProcess process, int pid, Func<LinkBatch, Task> deliver, ILogger logger)
    {
        Pid = pid;
        Incoming = new IncomingLine(process.Time, () => Outgoing!.Acknowledge());
        Outgoing = new OutgoingLine(process, pid, Incoming, deliver, logger);
    }

    /// <summary>The other process.</summary>
    public int Pid { get; }

    private OutgoingLine Outgoing { get; }

    private IncomingLine Incoming { get; }

    /// <summary>Sends a message that is answered.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="body">Its bytes, which are given up.</param>
    /// <param name="first">What else it needs, by its kind.</param>
    /// <param name="second">What else it needs, by its kind.</param>
    /// <returns>The answer.</returns>
    public Task<Payload> AskAsync(LinkMessageKind kind, Payload body, long first = 0, long second = 0)
    {
        if (body.Length > PayloadFormat.MaxLength)
        {
            return Task.FromException<Payload>(TooLong(body));
        }

        // What waits for an answer is code of the user in the end, which must not hold up what comes behind the answer.
        var answer = new TaskCompletionSource<Payload>(TaskCreationOptions.RunContinuationsAsynchronously);
        long number = Interlocked.Increment(ref _lastQuestion);
        _questions[number] = answer;
        if (_end is { } end && _questions.TryRemove(number, out _))
        {
            return Task.FromException<Payload>(end is ProcessExitedException exited ? Exited(exited.Exit, CallOutcome.NotStarted) : end);
        }

        Outgoing.Send(new LinkMessage(kind, number, first, second, body));
        return answer.Task;
    }

    /// <summary>Sends a message that is not answered.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public Task TellAsync(LinkMessage message)
    {
        if (message.Body.Length > PayloadFormat.MaxLength)
        {
            throw TooLong(message.Body);
        }

        Outgoing.Send(message);
        return Task.CompletedTask;
    }

    /// <summary>Answers a question of the other process when that is done.</summary>
    public async void Answer(long number, Task<Payload> answering)
    {
        LinkMessage answer;
        try
        {
            Payload body = await answering.ConfigureAwait(false);
            answer = body.Length <= PayloadFormat.MaxLength
                ? new LinkMessage(LinkMessageKind.Answer, number, 0, 0, body)
                : LinkFailure.Write(number, TooLong(body));
        }
        catch (Exception e)
        {
            answer = LinkFailure.Write(number, e);
        }

        Outgoing.Send(answer);
    }

    /// <summary>Takes a batch of the other process in.</summary>
    public void Receive(LinkBatch batch, ILinkMessageHandler handler)
    {
        Outgoing.OnAcknowledged(batch.Acknowledged);
        if (batch.Number == 0)
        {
            return;
        }

        bool handles = Incoming.Accept(batch, out bool isFirst, out bool mustAcknowledge);
        try
        {
            if (isFirst)
            {
                TakeAnswers(batch);
            }
        }
        finally
        {
            if (handles)
            {
                HandleReady(handler, mayTakeLong: false);
            }

            if (mustAcknowledge)
            {
                Incoming.AcknowledgeNow();
            }
        }
    }

    /// <summary>The other process may have become able to receive what it could not before.</summary>
    public void SendAgain() => Outgoing.SendAgain();

    /// <summary>The other process is gone.</summary>
    public void End(ProcessExit exit) => End(Exited(exit, CallOutcome.MayHaveRun));

    /// <summary>Nothing is sent or received any more.</summary>
    /// <param name="why">How questions that wait for an answer end.</param>
    public void End(Exception why)
    {
        _end = why;
        Outgoing.End();
        Incoming.End();
        foreach (long number in _questions.Keys)
        {
            if (_questions.TryRemove(number, out TaskCompletionSource<Payload>? question))
            {
                question.SetException(why is ProcessExitedException exited ? Exited(exited.Exit, exited.Outcome) : why);
            }
        }
    }

    private static bool IsAnswer(LinkMessageKind kind) => kind is LinkMessageKind.Answer or LinkMessageKind.Failure;

    private static ArgumentException TooLong(Payload body) => new(
        $"A message of {body.Length:N0} bytes is too long: Microsoft Orleans carries at most {PayloadFormat.MaxLength:N0}. Send the value in parts.");

    private ProcessExitedException Exited(ProcessExit exit, CallOutcome outcome) => new(Pid, exit, outcome);

    /// <summary>Answers wait for nothing that was sent before them.</summary>
    private void TakeAnswers(LinkBatch batch)
    {
        foreach (ref readonly LinkMessage message in batch.Messages.AsSpan())
        {
            if (IsAnswer(message.Kind) && _questions.TryRemove(message.Number, out TaskCompletionSource<Payload>? question))
            {
                if (message.Kind == LinkMessageKind.Answer)
                {
                    question.SetResult(message.Body);
                }
                else
                {
                    question.SetException(LinkFailure.Read(message, Pid));
                }
            }
        }
    }

    private void HandleReady(ILinkMessageHandler handler, bool mayTakeLong)
    {
        while (Incoming.TryTake() is { } batch)
        {
            if (!mayTakeLong && !AreShort(handler, batch))
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    static state =>
                    {
                        state.Link.Handle(state.Handler, state.Batch);
                        state.Link.HandleReady(state.Handler, mayTakeLong: true);
                    },
                    (Link: this, Handler: handler, Batch: batch),
                    preferLocal: false);
                return;
            }

            Handle(handler, batch);
        }
    }

    private static bool AreShort(ILinkMessageHandler handler, LinkBatch batch)
    {
        foreach (ref readonly LinkMessage message in batch.Messages.AsSpan())
        {
            if (!IsAnswer(message.Kind) && !handler.IsShort(message.Kind))
            {
                return false;
            }
        }

        return true;
    }

    private void Handle(ILinkMessageHandler handler, LinkBatch batch)
    {
        foreach (ref readonly LinkMessage message in batch.Messages.AsSpan())
        {
            if (!IsAnswer(message.Kind))
            {
                handler.Handle(this, message);
            }
        }
    }
}
