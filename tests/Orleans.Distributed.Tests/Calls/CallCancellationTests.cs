using Orleans.Distributed.Calls;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>A caller gives up: the function is told, and nothing else is touched.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class CallCancellationTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallFetchAsync_TokenCancelledBefore_NothingRuns(int pid)
    {
        using var gate = new Gate();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _head.RemoteCallFetchAsync(pid, () => gate.Arrive(), new CancellationToken(true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _head.RemoteCallWaitAsync(pid, () => gate.Arrive(), new CancellationToken(true)));
        await _head.RemoteCallFetchAsync(pid, () => { }).Soon();
        Assert.Equal(0, gate.Arrivals);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallFetchAsync_Cancelled_TokenArgumentAndClusterTokenAreCancelled(int pid)
    {
        using var started = new Gate();
        using var told = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(
            pid,
            async (CancellationToken token) =>
            {
                CancellationToken ambient = Cluster.Current.Cancellation;
                using CancellationTokenRegistration one = token.Register(() => told.Arrive());
                using CancellationTokenRegistration two = ambient.Register(() => told.Arrive());
                started.Arrive();
                await told.PassAsync();
            },
            giveUp.Token);
        await started.ArrivedAsync();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());

        // The function itself is the first to pass.
        await told.ArrivedAsync(3);
    }

    /// <summary>The function asks for its token when it has been given up already.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Cancellation_FirstAskedForAfterwards_IsCancelledAlready(int pid)
    {
        using var started = new Gate();
        using var notes = new Notes<bool>();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(
            pid,
            async () =>
            {
                await started.PassAsync();
                notes.Add(Cluster.Current.Cancellation.IsCancellationRequested);
            },
            giveUp.Token);
        await started.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());

        // Messages keep their order: the cancellation is there when this is answered.
        await _head.RemoteCallFetchAsync(pid, () => { }).Soon();
        started.Open();

        Assert.True(Assert.Single(await notes.CountedAsync(1)));
    }

    /// <summary>Whether a cancellation comes before its function begins, while it runs or when it has ended: nothing is left.</summary>
    [Fact]
    public async Task RemoteCallFetchAsync_CancelledAtOnce_NoFunctionIsLeftRunning()
    {
        var calls = new List<Task>();
        for (int i = 0; i < 50; i++)
        {
            using var giveUp = new CancellationTokenSource();
            calls.Add(_head.RemoteCallFetchAsync(2, (CancellationToken token) => token.WaitHandle.WaitOne(), giveUp.Token));
            await giveUp.CancelAsync();
        }

        foreach (Task call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        }

        await NothingRunsAsync(2);
    }

    [Fact]
    public async Task Cancel_UnknownAndEndedCalls_ChangesNothing()
    {
        CallExecutor executor = await processes.TestCluster[2].ExecutorAsync();
        await _head.RemoteCallFetchAsync(2, () => 1).Soon();
        executor.Cancel(1, 1);
        executor.Cancel(1, long.MaxValue);
        executor.Cancel(99, 1);
        executor.Cancel(0, 0);
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId).Soon());
    }

    /// <summary>What is registered on the token is user code: it may throw, and the process and its other calls live on.</summary>
    [Fact]
    public async Task RemoteCallFetchAsync_RegistrationThrows_OthersAreNotTouched()
    {
        using var started = new Gate();
        using var other = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task<int> bystander = _head.RemoteCallFetchAsync(2, () => other.PassAsync(7));
        Task call = _head.RemoteCallFetchAsync(
            2,
            async (CancellationToken token) =>
            {
                token.Register(() => throw new InvalidOperationException("in a registration"));
                token.Register(() => started.Open());
                await started.PassAsync();
            },
            giveUp.Token);
        await started.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        other.Open();
        Assert.Equal(7, await bystander.Soon());
        await NothingRunsAsync(2);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_FunctionIgnoresTheToken_CallerIsFreeAtOnce()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(2, gate.PassAsync, giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        gate.Open();
        await NothingRunsAsync(2);
    }

    [Fact]
    public async Task RemoteCall_FetchGivenUp_FunctionRunsOn()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Future<bool> future = _head.RemoteCall(2, async (CancellationToken token) =>
        {
            await gate.PassAsync();
            return token.IsCancellationRequested;
        });
        Task<bool> fetch = future.FetchAsync(giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.Soon());
        gate.Open();
        Assert.False(await future.Soon());
    }

    /// <summary>A caller that is gone wants nothing more; what others can still ask for runs on.</summary>
    [Fact]
    public async Task Kill_Caller_ItsCallsAreCancelledAndWhatItStartedRunsOn()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        using var started = new Gate();
        using var cancelled = new Gate();
        using var posted = new Gate();
        using var notes = new Notes<bool>();
        ICluster caller = cluster[3];
        Task waitedFor = caller.RemoteCallFetchAsync(2, async (CancellationToken token) =>
        {
            using CancellationTokenRegistration registration = token.Register(() => cancelled.Arrive());
            await started.PassAsync();
        });
        caller.RemoteDo(2, async (CancellationToken token) =>
        {
            await posted.PassAsync();
            notes.Add(token.IsCancellationRequested);
        });
        await started.ArrivedAsync();
        await posted.ArrivedAsync();

        await cluster.KillAsync(3);

        await cancelled.ArrivedAsync();
        posted.Open();
        Assert.False(Assert.Single(await notes.CountedAsync(1)));
        await Assert.ThrowsAnyAsync<Exception>(waitedFor.Soon);
    }

    private async Task NothingRunsAsync(int pid)
    {
        CallExecutor executor = await processes.TestCluster[pid].ExecutorAsync();
        await WaitExtensions.HoldsSoon(() => executor.RunningCount == 0);
    }
}
