using Orleans.Distributed.Links;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Links;

public sealed class ProcessLinkTests
{
    private static readonly ProcessExit Exit = new() { Signal = 9 };

    private readonly LinkEnd _end;
    private readonly ProcessLink _link;

    public ProcessLinkTests()
    {
        _end = new LinkEnd(1, 2, TimeProvider.System);
        _link = _end.Link;
    }

    [Fact]
    public async Task Ask_Answered_HasTheAnswer()
    {
        Task<Payload> answer = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));
        LinkMessage question = _end.Sent.Single().Messages.Single();

        Receive(new LinkMessage(LinkMessageKind.Answer, question.Number, 0, 0, new Payload([2])));

        Assert.Equal([2], (await answer.Soon()).Bytes.FirstSpan.ToArray());
    }

    [Fact]
    public async Task Ask_ProcessEnds_Fails()
    {
        Task<Payload> before = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        _link.End(Exit);
        Task<Payload> after = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        Assert.Equal(CallOutcome.MayHaveRun, (await Assert.ThrowsAsync<ProcessExitedException>(before.Soon)).Outcome);
        Assert.Equal(CallOutcome.NotStarted, (await Assert.ThrowsAsync<ProcessExitedException>(after.Soon)).Outcome);
        Assert.Single(_end.Sent);
    }

    [Fact]
    public async Task Answer_ProcessEndedThere_IsToldAsSuch()
    {
        _link.Answer(7, Task.FromException<Payload>(new ProcessExitedException(1, Exit, CallOutcome.NotStarted)));
        LinkMessage failure = _end.Sent.Single().Messages.Single();
        Task<Payload> question = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        Receive(failure with { Number = _end.Sent[1].Messages[0].Number });

        Assert.Equal(CallOutcome.NotStarted, (await Assert.ThrowsAsync<ProcessExitedException>(question.Soon)).Outcome);
    }

    [Fact]
    public async Task Answer_FailsOtherwise_IsToldWithItsMessage()
    {
        _link.Answer(7, Task.FromException<Payload>(new InvalidOperationException("no such thing")));
        LinkMessage failure = _end.Sent.Single().Messages.Single();
        Task<Payload> question = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        Receive(failure with { Number = _end.Sent[1].Messages[0].Number });

        Assert.Contains("no such thing", (await Assert.ThrowsAsync<InvalidOperationException>(question.Soon)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_ThisProcessEnds_QuestionsFailWithThat()
    {
        Task<Payload> question = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        _link.End(new OrleansException("this process ends"));

        await Assert.ThrowsAsync<OrleansException>(question.Soon);
        await Assert.ThrowsAsync<OrleansException>(() => _link.AskAsync(LinkMessageKind.Call, new Payload([1])).Soon());
    }

    private void Receive(LinkMessage message) => _end.Receive(new LinkBatch(2, 1, 0, false, [message]));
}
