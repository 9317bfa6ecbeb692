using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>Calls that are made inside of calls: what ends with the surrounding call, and what does not.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class NestedCallTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Cancel_CallInsideACall_EndsToo(int outer, int inner)
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(outer, Inside(gate), inner, giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();

        // Not a lambda: it would share its captured variables with the function above, and a task cannot be sent.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(call.Soon);
        await gate.ArrivedAsync(2);
    }

    [Fact]
    public async Task Cancel_CallInsideThroughTaskRunAndAwaits_EndsToo()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(
            2,
            async () =>
            {
                await Task.Yield();
                await Task.Run(async () =>
                {
                    await Task.Delay(1).ConfigureAwait(false);
                    await Cluster.Current.RemoteCallFetchAsync(3, ct => ArriveAndWait(gate, ct)).ConfigureAwait(false);
                });
            },
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await gate.ArrivedAsync(2);
    }

    [Fact]
    public async Task Cancel_ThreeHops_ReachesTheLast()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(
            2,
            () => Cluster.Current.RemoteCallWaitAsync(
                3, () => Cluster.Current.RemoteCallFetchAsync(1, ct => ArriveAndWait(gate, ct))),
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await gate.ArrivedAsync(2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
    }

    [Fact]
    public async Task Cancel_FutureAndPostMadeInside_LiveOn()
    {
        using var inside = new Gate();
        using var free = new Gate();
        using var giveUp = new CancellationTokenSource();
        await using RemoteChannel<Future<int>> futures = await _head.CreateChannelAsync<Future<int>>(1);
        Task call = _head.RemoteCallFetchAsync(
            2,
            async (RemoteChannel<Future<int>> channel, CancellationToken token) =>
            {
                await channel.PutAsync(Cluster.Current.RemoteCall(3, () => free.PassAsync(5)), token);
                Cluster.Current.RemoteDo(3, () => free.PassAsync());
                await ArriveAndWait(inside, token);
            },
            futures,
            giveUp.Token);
        await inside.ArrivedAsync();
        await free.ArrivedAsync(2);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await inside.ArrivedAsync(2);
        Future<int> future = await futures.TakeAsync().Soon();
        Assert.False(await future.IsReadyAsync());
        free.Open();
        Assert.Equal(5, await future.FetchAsync().Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCall_TokenCancelled_FutureIsCancelledAndFunctionStops(int pid)
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Future future = _head.RemoteCall(pid, ct => ArriveAndWait(gate, ct), giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => future.WaitAsync().Soon());
        Assert.Contains("given up by its caller", error.Message, StringComparison.Ordinal);
        await gate.ArrivedAsync(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteDo_TokenCancelled_FunctionStopsAndNothingIsReported(int pid)
    {
        using var log = new UnobservedLog();
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        string name = Guid.NewGuid().ToString();
        _head.RemoteDo(pid, ct => ArriveAndWait(gate, ct), new CallOptions { CancellationToken = giveUp.Token, Name = name });
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await gate.ArrivedAsync(2);
        await _head.RemoteCallFetchAsync(pid, () => { });
        Assert.False(log.HasFailureOf(name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallFetchAsync_TokenCancelledBefore_NothingIsSent(int pid)
    {
        using var notes = new Notes<int>();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _head.RemoteCallFetchAsync(pid, () => notes.Add(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _head.RemoteCallWaitAsync(pid, () => notes.Add(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _head.RemoteCall(pid, () => notes.Add(1), cancelled).WaitAsync());
        _head.RemoteDo(pid, () => notes.Add(1), cancelled);
        await _head.RemoteCallFetchAsync(pid, () => { });
        Assert.Empty(notes.All);
    }

    [Fact]
    public async Task Cancel_WaitForAFutureInside_Ends()
    {
        using var gate = new Gate();
        using var ended = new Notes<string>();
        using var giveUp = new CancellationTokenSource();
        Future<int> never = _head.CreateFuture<int>(3);
        Task call = _head.RemoteCallFetchAsync(
            2,
            async (Future<int> f) =>
            {
                gate.Arrive();
                try
                {
                    await f;
                }
                catch (OperationCanceledException e)
                {
                    ended.Add(e.GetType().Name);
                    throw;
                }
            },
            never,
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await ended.CountedAsync(1);
    }

    [Fact]
    public async Task Deadline_OfTheOuterCall_BoundsTheInnerOnes()
    {
        using var gate = new Gate();
        var options = new CallOptions { Deadline = TimeSpan.FromMilliseconds(200) };
        Task call = _head.RemoteCallFetchAsync(
            2,
            () => Cluster.Current.RemoteCallFetchAsync(
                3, ct => ArriveAndWait(gate, ct), new CallOptions { Deadline = TimeSpan.FromHours(1) }),
            options);
        await Assert.ThrowsAsync<TimeoutException>(() => call.Soon());
        await gate.ArrivedAsync(2);
    }

    [Fact]
    public async Task Deadline_OfTheInnerCall_LeavesTheOuterOneItsTime()
    {
        using var gate = new Gate();
        string told = await _head.RemoteCallFetchAsync(
            2,
            async () =>
            {
                try
                {
                    await Cluster.Current.RemoteCallFetchAsync(
                        3, ct => ArriveAndWait(gate, ct), new CallOptions { Deadline = TimeSpan.FromMilliseconds(50) });
                    return "ended";
                }
                catch (TimeoutException)
                {
                    return Cluster.Current.Cancellation.IsCancellationRequested ? "cancelled" : "timeout";
                }
            },
            new CallOptions { Deadline = TimeSpan.FromHours(1) }).Soon();
        Assert.Equal("timeout", told);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_CodeThatOutlivesItsCall_IsOnItsOwn()
    {
        using var left = new Gate();
        using var notes = new Notes<int>();
        using var giveUp = new CancellationTokenSource();
        await _head.RemoteCallFetchAsync(
            2,
            () =>
            {
                _ = LeaveBehindAsync();
            },
            new CallOptions { CancellationToken = giveUp.Token, Deadline = TimeSpan.FromHours(1) });
        await giveUp.CancelAsync();
        left.Open();
        int[] noted = await notes.CountedAsync(1);
        Assert.Equal([3], noted);

        async Task LeaveBehindAsync()
        {
            await left.PassAsync();
            notes.Add(await Cluster.Current.RemoteCallFetchAsync(3, () => Cluster.Current.MyId));
        }
    }

    // Apart from the test, whose variables it would capture in part.
    private static Func<int, Task> Inside(Gate gate) => pid => Cluster.Current.RemoteCallFetchAsync(pid, ct => ArriveAndWait(gate, ct));

    private static async Task ArriveAndWait(Gate gate, CancellationToken token)
    {
        gate.Arrive();
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            gate.Arrive();
        }
    }
}
