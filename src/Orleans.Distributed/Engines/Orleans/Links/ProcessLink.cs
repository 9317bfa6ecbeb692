using System.Collections.Concurrent;
using System.Text;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Links;

/// <summary>What this process and another send to each other, in both directions.</summary>
internal sealed class ProcessLink
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<Payload>> _questions = new();
    private readonly int _pid;
    private long _lastQuestion;
    private volatile ProcessExitedException? _end;

    /// <param name="process">This process.</param>
    /// <param name="pid">The other process.</param>
    /// <param name="deliver">Hands a batch for it to the engine, which may lose it.</param>
    public ProcessLink(LocalProcess process, int pid, Func<LinkBatch, Task> deliver)
    {
        _pid = pid;
        Incoming = new IncomingLine(process.Time, () => Outgoing!.Acknowledge());
        Outgoing = new OutgoingLine(process, Incoming, deliver);
    }

    public OutgoingLine Outgoing { get; }

    public IncomingLine Incoming { get; }

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
            return Task.FromException<Payload>(new ProcessExitedException(end.Pid, end.Exit, CallOutcome.NotStarted));
        }

        Outgoing.Send(new LinkMessage(kind, number, first, second, body));
        return answer.Task;
    }

    /// <summary>Sends a message that is not answered.</summary>
    public Task TellAsync(LinkMessage message)
    {
        if (message.Body.Length > PayloadFormat.MaxLength)
        {
            return Task.FromException(TooLong(message.Body));
        }

        Outgoing.Send(message);
        return Task.CompletedTask;
    }

    /// <summary>Answers a question of the other process when that is done.</summary>
    public async void AnswerAsync(long number, Task<Payload> answering)
    {
        LinkMessage answer;
        try
        {
            Payload body = await answering.ConfigureAwait(false);
            answer = body.Length <= PayloadFormat.MaxLength
                ? new LinkMessage(LinkMessageKind.Answer, number, 0, 0, body)
                : Failure(number, TooLong(body));
        }
        catch (Exception e)
        {
            answer = Failure(number, e);
        }

        Outgoing.Send(answer);
    }

    /// <summary>The other process has answered a question.</summary>
    public void OnAnswer(in LinkMessage message)
    {
        if (_questions.TryRemove(message.Number, out TaskCompletionSource<Payload>? question))
        {
            if (message.Kind == LinkMessageKind.Answer)
            {
                question.SetResult(message.Body);
            }
            else
            {
                question.SetException(ReadFailure(message));
            }
        }
    }

    /// <summary>The other process is gone, or this one.</summary>
    public void End(ProcessExit exit)
    {
        _end = new ProcessExitedException(_pid, exit, CallOutcome.MayHaveRun);
        Outgoing.End();
        Incoming.End();
        foreach (long number in _questions.Keys)
        {
            if (_questions.TryRemove(number, out TaskCompletionSource<Payload>? question))
            {
                question.SetException(new ProcessExitedException(_pid, exit, CallOutcome.MayHaveRun));
            }
        }
    }

    private static LinkMessage Failure(long number, Exception error)
    {
        // Zero is for all but the end of a process.
        long outcome = error is ProcessExitedException exited ? 1 + (long)exited.Outcome : 0;
        return new LinkMessage(LinkMessageKind.Failure, number, outcome, 0, new Payload(Encoding.UTF8.GetBytes($"{error.GetType()}: {error.Message}")));
    }

    private static OrleansException TooLong(Payload body) => new(
        $"A message of {body.Length:N0} bytes is too long: Microsoft Orleans carries at most {PayloadFormat.MaxLength:N0}. Send the value in parts.");

    private Exception ReadFailure(in LinkMessage message) => message.First == 0
        ? new OrleansException(Encoding.UTF8.GetString(message.Body.Bytes))
        : new ProcessExitedException(_pid, new ProcessExit { Reason = ProcessExitReason.Exited }, (CallOutcome)(message.First - 1));
}
