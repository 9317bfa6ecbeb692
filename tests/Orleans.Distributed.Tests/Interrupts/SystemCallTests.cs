using Orleans.Distributed.Calls;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Interrupts;

/// <summary>Calls of the library's own functions, which nobody interrupts.</summary>
public sealed class SystemCallTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_InterruptedBeforeOrAfterItIsRead_IsNotStopped(bool before)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        var call = new SystemCall(await cluster.Head.ExecutorAsync());
        if (before)
        {
            call.Stop(CallStop.Interrupted);
        }

        call.Run();
        call.Stop(CallStop.Interrupted);
        Assert.True(call.WhenCancelled().IsCompleted);
        Assert.False(call.Cancellation.IsCancellationRequested);
        Assert.False(call.HasEnded);
        call.Stop(CallStop.GivenUp);
        Assert.True(call.IsWithdrawn);
        await call.WhenCancelled().Soon();
        Assert.True(call.Cancellation.IsCancellationRequested);
        call.Function.SetResult();
        await call.WhenEnded().Soon();
    }

    [Fact]
    public async Task Stop_InterruptedAndGivenUpBeforeItIsRead_DoesNotBegin()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(1);
        var call = new SystemCall(await cluster.Head.ExecutorAsync());
        call.Stop(CallStop.Interrupted);
        call.Stop(CallStop.GivenUp);
        Assert.True(call.IsWithdrawn);
        call.Run();
        Assert.True(call.HasEnded);
    }

    /// <summary>Like a call from elsewhere, it is not known whose function it calls until it is read.</summary>
    private sealed class SystemCall(CallExecutor executor) : RunningCall(executor)
    {
        private bool _isRead;

        public override string? Name => null;

        public override bool IsSystem => _isRead;

        public TaskCompletionSource Function { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsWithdrawn { get; private set; }

        protected override void Read() => _isRead = true;

        protected override ValueTask InvokeAsync() => new(Function.Task);

        protected override void Fail(RemoteFault fault) => Assert.Fail(fault.Error.Message);

        protected override void Withdraw() => IsWithdrawn = true;

        protected override void OnEnded()
        {
        }
    }
}
