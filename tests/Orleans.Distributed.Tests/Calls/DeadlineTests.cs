using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>Deadlines of calls, at the caller and at the process that runs the function.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class DeadlineTests(ThreeProcesses processes)
{
    private static readonly CallOptions Short = new() { Deadline = TimeSpan.FromMilliseconds(50) };
    private static readonly CallOptions Long = new() { Deadline = TimeSpan.FromMinutes(10) };
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallFetchAsync_FunctionIgnoresItsToken_CallerGetsTimeoutThatNamesBoth(int pid)
    {
        using var gate = new Gate();
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(
            () => _head.RemoteCallFetchAsync(pid, () => gate.PassAsync(), Short with { Name = "Slow.Motion" }).Soon());
        Assert.Contains("Slow.Motion", error.Message, StringComparison.Ordinal);
        Assert.Contains($"process {pid}", error.Message, StringComparison.Ordinal);
        Assert.Contains("0.05 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("may go on until it looks at its cancellation token", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallFetchAsync_Deadline_CancelsTheFunctionsToken(int pid)
    {
        using var ended = new Gate();
        Task call = _head.RemoteCallFetchAsync(pid, ct => UntilCancelled(ended, ct), Short);
        await Assert.ThrowsAsync<TimeoutException>(() => call.Soon());
        await ended.ArrivedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallWaitAsync_Deadline_TimeoutAndTokenCancelled(int pid)
    {
        using var ended = new Gate();
        Task call = _head.RemoteCallWaitAsync(pid, ct => UntilCancelled(ended, ct), Short);
        await Assert.ThrowsAsync<TimeoutException>(() => call.Soon());
        await ended.ArrivedAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCall_Deadline_FutureHoldsATimeout(int pid)
    {
        using var ended = new Gate();
        Future future = _head.RemoteCall(pid, ct => UntilCancelled(ended, ct), Short);
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => future.WaitAsync().Soon());
        Assert.Contains($"process {pid}", error.Message, StringComparison.Ordinal);
        await ended.ArrivedAsync();
        Assert.True(await future.IsReadyAsync().Soon());
    }

    [Fact]
    public async Task RemoteCall_DeadlineAndFunctionGoesOn_FutureIsReadyAllTheSame()
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(2, () => gate.PassAsync(1), Short);
        await Assert.ThrowsAsync<TimeoutException>(() => future.FetchAsync().Soon());
        gate.Open();
        await Assert.ThrowsAsync<TimeoutException>(() => future.FetchAsync().Soon());

        // Another process gets the same.
        Future<int> sent = _head.RemoteCall(2, () => gate.PassAsync(1), Long);
        Assert.Equal(1, await _head.RemoteCallFetchAsync(3, async (Future<int> f) => await f, sent).Soon());
    }

    [Fact]
    public async Task RemoteCall_DeadlinePassed_ThirdProcessGetsARemoteExceptionAroundTheTimeout()
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(2, () => gate.PassAsync(1), Short);
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(3, async (Future<int> f) => await f, future).Soon());
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task RemoteDo_Deadline_IsReported()
    {
        using var log = new UnobservedLog();
        using var ended = new Gate();
        string name = Guid.NewGuid().ToString();
        _head.RemoteDo(2, ct => UntilCancelled(ended, ct), Short with { Name = name });
        await ended.ArrivedAsync();
        RemoteException error = await log.FailureOfAsync(name);
        Assert.Equal(typeof(TimeoutException).FullName, error.RemoteTypeName);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_NoWorkerFreeInTime_TimeoutAndNothingWasTaken()
    {
        var pool = new WorkerPool(_head, [2]);
        Assert.Equal(2, await pool.TakeAsync());
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => _head.RemoteCallFetchAsync(pool, () => 1, Short with { Name = "Patience" }).Soon());
        Assert.Contains("Patience", error.Message, StringComparison.Ordinal);
        Assert.Contains("no worker of the pool was free", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TimeoutException>(() => _head.RemoteCall(pool, () => 1, Short).FetchAsync().Soon());
        pool.Return(2);
        Assert.Equal(1, await _head.RemoteCallFetchAsync(pool, () => 1, Long).Soon());
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task RemoteCallFetchAsync_LongDeadline_ResultAndErrorsAsWithout()
    {
        Assert.Equal(7, await _head.RemoteCallFetchAsync(2, () => 7, Long));
        Assert.Equal(7, await _head.RemoteCallFetchAsync(1, () => 7, Long));
        Assert.Equal(7, await _head.RemoteCall(2, () => 7, Long));
        Assert.Equal(7, await await _head.RemoteCallWaitAsync(2, () => 7, Long));
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(2, int () => throw new TimeoutException("the function's own"), Long));
        Assert.Equal("the function's own", Assert.IsType<TimeoutException>(error.InnerException).Message);
    }

    private static async Task UntilCancelled(Gate ended, CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (token.Register(cancelled.SetResult))
        {
            await cancelled.Task;
        }

        ended.Arrive();
        token.ThrowIfCancellationRequested();
    }

    /// <summary>So many milliseconds that they do not fit into 31 bits.</summary>
    [Fact]
    public async Task RemoteCall_DeadlineOfAMonth_RunsAsAlways()
    {
        var month = new CallOptions { Deadline = TimeSpan.FromDays(30) };
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId, month).Soon());
        Assert.Equal(2, await _head.RemoteCall(2, () => Cluster.Current.MyId, month).FetchAsync().Soon());
    }

    [Fact]
    public async Task RemoteCall_DeadlinePassesAfterAnInterruptThatIsIgnored_FutureHoldsATimeout()
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(2, Ignoring(gate), new CallOptions { Deadline = TimeSpan.FromSeconds(1) });
        await gate.ArrivedAsync();
        await _head.InterruptAsync(2).Soon();
        await Assert.ThrowsAsync<TimeoutException>(() => future.FetchAsync().Soon());
        gate.Open();
    }

    private static Func<Task<int>> Ignoring(Gate gate) => async () =>
    {
        await gate.PassAsync();
        return 1;
    };
}
