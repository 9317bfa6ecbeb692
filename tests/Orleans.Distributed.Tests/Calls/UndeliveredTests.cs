using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>The engine fails to deliver a request, and the process lives: the caller is told so, and not by an exception of the engine.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class UndeliveredTests(ThreeProcesses processes)
{
    private readonly HandleContext _handles = processes.Head.Handles();

    public static TheoryData<Exception> Failures =>
    [
        new InvalidOperationException("cut"), new ObjectDisposedException("the engine", "cut"), new OperationCanceledException("cut"),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Send_EngineFails_CallerIsToldWhatIsKnown(Exception failure)
    {
        IOException error = await Assert.ThrowsAsync<IOException>(() => SendAsync(failure).Soon());

        Assert.Same(failure, error.InnerException);
        Assert.Contains("the function", error.Message, StringComparison.Ordinal);
        Assert.Contains("process 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("cut", error.Message, StringComparison.Ordinal);
        Assert.Contains("may have run", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What the engine tells of an end is passed on with what is known of the call.</summary>
    [Theory]
    [InlineData(CallOutcome.NotStarted)]
    [InlineData(CallOutcome.MayHaveRun)]
    public async Task Send_ProcessHasExited_OutcomeIsKept(CallOutcome outcome)
    {
        var exit = new ProcessExit { Reason = ProcessExitReason.Removed };
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(
            () => SendAsync(new ProcessExitedException(2, exit, outcome)).Soon());
        Assert.Equal(outcome, error.Outcome);
        Assert.Equal("the function", error.Function);
    }

    private Task<Payload> SendAsync(Exception failure)
    {
        Peer peer = _handles.Peers.Get(2);
        return _handles.Requests.Send(
            peer, "the function", _handles.Codec.EncodeRequest(peer), (_, _) => Task.FromException<Payload>(failure)).Task;
    }
}
