using Orleans.Distributed.Links;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Links;

public sealed class ProcessLinkTests
{
    private static readonly ProcessExit s_exit = new() { Signal = 9 };

    private readonly List<LinkBatch> _sent = [];
    private readonly ProcessLink _link;

    public ProcessLinkTests()
    {
        var process = new LocalProcess(TimeProvider.System);
        process.AssignPid(1);
        _link = new ProcessLink(process, 2, batch =>
        {
            _sent.Add(batch);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Ask_Answered_HasTheAnswer()
    {
        Task<Payload> answer = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));
        LinkMessage question = _sent.Single().Messages.Single();

        _link.OnAnswer(new LinkMessage(LinkMessageKind.Answer, question.Number, 0, 0, new Payload([2])));

        Assert.Equal([2], (await answer.Soon()).Bytes.FirstSpan.ToArray());
    }

    [Fact]
    public async Task Ask_ProcessEnds_Fails()
    {
        Task<Payload> before = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        _link.End(s_exit);
        Task<Payload> after = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        Assert.Equal(CallOutcome.MayHaveRun, (await Assert.ThrowsAsync<ProcessExitedException>(before.Soon)).Outcome);
        Assert.Equal(CallOutcome.NotStarted, (await Assert.ThrowsAsync<ProcessExitedException>(after.Soon)).Outcome);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task Answer_ProcessEndedThere_IsToldAsSuch()
    {
        _link.AnswerAsync(7, Task.FromException<Payload>(new ProcessExitedException(1, s_exit, CallOutcome.NotStarted)));
        LinkMessage failure = _sent.Single().Messages.Single();
        Task<Payload> question = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        _link.OnAnswer(failure with { Number = _sent[1].Messages[0].Number });

        Assert.Equal(CallOutcome.NotStarted, (await Assert.ThrowsAsync<ProcessExitedException>(question.Soon)).Outcome);
    }

    [Fact]
    public async Task Answer_FailsOtherwise_IsToldWithItsMessage()
    {
        _link.AnswerAsync(7, Task.FromException<Payload>(new InvalidOperationException("no such thing")));
        LinkMessage failure = _sent.Single().Messages.Single();
        Task<Payload> question = _link.AskAsync(LinkMessageKind.Call, new Payload([1]));

        _link.OnAnswer(failure with { Number = _sent[1].Messages[0].Number });

        Assert.Contains("no such thing", (await Assert.ThrowsAsync<OrleansException>(question.Soon)).Message, StringComparison.Ordinal);
    }
}
