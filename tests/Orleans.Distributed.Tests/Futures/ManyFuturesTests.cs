using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Futures;

/// <summary>Waiting for several futures.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ManyFuturesTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task AsCompleted_InTheOrderInWhichTheyEnd()
    {
        Future<int>[] futures = [.. Enumerable.Range(1, 3).Select(pid => _head.CreateFuture<int>(pid))];
        await using IAsyncEnumerator<Future<int>> completed = Future.AsCompleted(futures).GetAsyncEnumerator();
        foreach (int index in new[] { 2, 0, 1 })
        {
            Task<bool> next = completed.MoveNextAsync().AsTask();
            Assert.False(next.IsCompleted);
            await _head.RemoteCallFetchAsync(3, (Future<int> f, int value) => f.PutAsync(value), futures[index], index).Soon();
            Assert.True(await next.Soon());
            Assert.Same(futures[index], completed.Current);
            Assert.Equal(index, await completed.Current.FetchAsync().Soon());
        }

        Assert.False(await completed.MoveNextAsync().AsTask().Soon());
    }

    [Fact]
    public async Task AsCompleted_SomeFail_TheyComeToo()
    {
        Future<int> good = _head.RemoteCall(2, () => 1);
        Future<int> bad = _head.RemoteCall(3, int () => throw new ArithmeticException());
        Future<int> gone = _head.CreateFuture<int>(2);
        await gone.DisposeAsync();
        var failed = new List<Future<int>>();
        int sum = 0;
        await foreach (Future<int> future in Future.AsCompleted([good, bad, gone, good]))
        {
            try
            {
                sum += await future.FetchAsync().Soon();
            }
            catch (Exception e) when (e is RemoteException or ObjectDisposedException)
            {
                failed.Add(future);
            }
        }

        Assert.Equal(2, sum);
        Assert.Equal([bad, gone], failed.OrderBy(f => f == gone));
    }

    [Fact]
    public async Task AsCompleted_OwnerDies_ItComes()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        Future[] futures = [cluster.Head.CreateFuture<int>(3)];
        await using IAsyncEnumerator<Future> completed = Future.AsCompleted(futures).GetAsyncEnumerator();
        Task<bool> next = completed.MoveNextAsync().AsTask();
        await cluster.KillAsync(3);
        Assert.True(await next.Soon());
        await Assert.ThrowsAsync<ProcessExitedException>(() => completed.Current.WaitAsync().Soon());
    }

    [Fact]
    public async Task AsCompletedAndWaiting_Cancelled_End()
    {
        Future<int>[] futures = [_head.CreateFuture<int>(2), _head.CreateFuture<int>(1)];
        using var giveUp = new CancellationTokenSource();
        await using IAsyncEnumerator<Future<int>> completed = Future.AsCompleted(futures).GetAsyncEnumerator(giveUp.Token);
        Task<bool> next = completed.MoveNextAsync().AsTask();
        Task all = Future.WaitAllAsync(futures, giveUp.Token);
        Task any = Future.WaitAnyAsync(futures, giveUp.Token);
        Task fetched = Future.FetchAllAsync(futures, giveUp.Token);
        await giveUp.CancelAsync();
        foreach (Task waiting in new[] { next, all, any, fetched })
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        }
    }

    /// <summary>The waits end with the call, and no future is done for that.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AsCompletedAndWaiting_SurroundingCallIsGivenUp_End(bool withToken)
    {
        using var begun = new Gate();
        using var notes = new Notes<string>();
        using var giveUp = new CancellationTokenSource();
        _ = _head.RemoteCall(
            2,
            async (Future<int>[] futures) =>
            {
                using var own = new CancellationTokenSource();
                CancellationToken token = withToken ? own.Token : CancellationToken.None;
                begun.Arrive();
                await Task.WhenAll(
                    NoteAsync(Future.WaitAnyAsync(futures, token), notes),
                    NoteAsync(Future.WaitAllAsync(futures, token), notes),
                    NoteAsync(FirstAsync(Future.AsCompleted(futures, token)), notes));
            },
            new[] { _head.CreateFuture<int>(3), _head.CreateFuture<int>(2), _head.CreateFuture<int>(1) },
            giveUp.Token);
        await begun.ArrivedAsync();
        await giveUp.CancelAsync();
        Assert.Equal(["given up", "given up", "given up"], await notes.CountedAsync(3));

        static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> all) => await all.FirstAsync();

        static async Task NoteAsync(Task waiting, Notes<string> to)
        {
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            to.Add(waiting.IsCanceled ? "given up" : $"ended: {waiting.Status}");
        }
    }

    [Fact]
    public async Task Questions_SurroundingCallWasGivenUp_End()
    {
        using var begun = new Gate();
        using var notes = new Notes<string>();
        using var giveUp = new CancellationTokenSource();
        _ = _head.RemoteCall(
            2,
            async (Future<int> future, RemoteChannel<int> channel) =>
            {
                begun.Arrive();
                await future.WaitAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await NoteAsync(future.IsReadyAsync());
                await NoteAsync(channel.IsReadyAsync());
                await NoteAsync(channel.IsOpenAsync());

                // What changes something is done, and its answer waited for.
                await channel.CloseAsync();
                notes.Add("closed");
            },
            _head.CreateFuture<int>(3),
            await _head.CreateChannelAsync<int>(1, 3),
            giveUp.Token);
        await begun.ArrivedAsync();
        await giveUp.CancelAsync();
        Assert.Equal(["given up", "given up", "given up", "closed"], await notes.CountedAsync(4));

        async Task NoteAsync(Task asking)
        {
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            notes.Add(asking.IsCanceled ? "given up" : $"ended: {asking.Status}");
        }
    }

    [Fact]
    public async Task WaitAllWaitAnyFetchAll_SeveralFutures()
    {
        Future<int> first = _head.RemoteCall(2, () => 1);
        Future<int> second = _head.RemoteCall(3, () => 2);
        Future<int> never = _head.CreateFuture<int>(2);
        Assert.Equal(new[] { 1, 2 }, await Future.FetchAllAsync([first, second]).Soon());
        await Future.WaitAllAsync([first, second]).Soon();
        Assert.Same(second, await Future.WaitAnyAsync([never, second]).Soon());
        Future<int> bad = _head.RemoteCall(3, int () => throw new ArithmeticException());
        Future<int> worse = _head.RemoteCall(2, int () => throw new InvalidDataException());
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => Future.WaitAllAsync([bad, first, worse]).Soon());
        Assert.Equal([3, 2], error.InnerExceptions.Cast<RemoteException>().Select(e => e.Pid));
        Assert.Same(bad, await Future.WaitAnyAsync([bad, never]).Soon());
        await Assert.ThrowsAsync<RemoteException>(() => Future.FetchAllAsync([first, bad]).Soon());
    }

    [Fact]
    public async Task BadArguments_Refused()
    {
        Assert.Throws<ArgumentNullException>(() => Future.AsCompleted<int>(null!));
        Assert.Throws<ArgumentException>(() => Future.AsCompleted<int>([null!]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Future.WaitAllAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => Future.WaitAnyAsync(Array.Empty<Future>()));
        await Future.WaitAllAsync([]).Soon();
        Assert.Empty(await Future.FetchAllAsync<int>([]).Soon());
        await foreach (Future<int> none in Future.AsCompleted<int>([]))
        {
            Assert.Fail($"There is no future {none.Id}.");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_WithASelector_RunsWhereTheValueIs(int owner)
    {
        Future<int[]> future = _head.RemoteCall(owner, () => new[] { 1, 2, 3 });
        Assert.Equal((owner, 3), await future.FetchAsync(v => (Cluster.Current.MyId, v.Length)).Soon());
        Assert.Equal(new[] { 1, 2, 3 }, await future.FetchAsync().Soon());

        // Now it is here, and the owner keeps it no more.
        await processes.ReleasedAsync(future);
        Assert.Equal((1, 2), await future.FetchAsync(v => (Cluster.Current.MyId, v[1])).Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_SelectorOrFunctionFails_RemoteException(int owner)
    {
        Future<int[]> future = _head.RemoteCall(owner, () => new[] { 1 });
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync(v => v[5]).Soon());
        Assert.IsType<IndexOutOfRangeException>(error.InnerException);
        Future<int[]> failed = _head.RemoteCall(owner, int[] () => throw new ArithmeticException());
        error = await Assert.ThrowsAsync<RemoteException>(() => failed.FetchAsync(v => v[0]).Soon());
        Assert.IsType<ArithmeticException>(error.InnerException);
        await Assert.ThrowsAsync<ArgumentNullException>(() => future.FetchAsync<int>(null!));
        await future.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => future.FetchAsync(v => v[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_SelectorWaitsAndIsCancelled_TheValueComesLater(int owner)
    {
        Future<int> future = _head.CreateFuture<int>(owner);
        using var giveUp = new CancellationTokenSource();
        Task<int> fetching = future.FetchAsync(v => v + 1, giveUp.Token);
        Task<int> patient = future.FetchAsync(v => v + 1);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.Soon());
        await future.PutAsync(1).Soon();
        Assert.Equal(2, await patient.Soon());
    }

    [Fact]
    public async Task WaitAllAsync_OneWasGivenUp_IsAFailure()
    {
        using var giveUp = new CancellationTokenSource();
        Future<int> future = _head.RemoteCall(2, async (CancellationToken token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return 1;
        }, giveUp.Token);
        await giveUp.CancelAsync();
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => Future.WaitAllAsync([future]).Soon());
        Assert.IsAssignableFrom<OperationCanceledException>(Assert.Single(error.InnerExceptions));
    }
}
