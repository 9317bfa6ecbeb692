using Orleans.Distributed.Futures;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Futures;

[Collection(nameof(ThreeProcesses))]
public sealed class FutureTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_Twice_SameObject(int pid)
    {
        Future<int[]> future = _head.RemoteCall(pid, () => new[] { 1, 2 });
        int[] first = await future.FetchAsync();
        Assert.Same(first, await future.FetchAsync());
        Assert.Same(first, await future);
        Assert.Equal(pid, future.Where);
        Assert.Equal(1, future.Id.Whence);
    }

    [Fact]
    public async Task FetchAsync_ManyAtOnce_AllGetTheValue()
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(2, async () =>
        {
            await gate.PassAsync();
            return 5;
        });
        Task<int>[] fetches = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(() => future.FetchAsync()))];
        await gate.ArrivedAsync();
        gate.Open();
        Assert.All(await Task.WhenAll(fetches).Soon(), value => Assert.Equal(5, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task FetchAsync_FromAllProcesses_AllGetTheValue(int owner)
    {
        using var gate = new Gate();
        ICluster head = _head;
        Future<string> future = head.RemoteCall(owner, async () =>
        {
            await gate.PassAsync();
            return "value";
        });
        Task<string>[] fetches = [.. head.Procs.Select(pid => head.RemoteCallFetchAsync(pid, (Future<string> f) => f.FetchAsync(), future))];
        await gate.ArrivedAsync();
        gate.Open();
        Assert.Equal(["value", "value", "value"], await Task.WhenAll(fetches).Soon());
        Assert.Equal("value", await future.Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_NullValue_IsAValue(int pid)
    {
        Future<string?> future = _head.RemoteCall(pid, string? () => null);
        Assert.Null(await future.FetchAsync());
        Assert.Null(await future.FetchAsync());
        Assert.True(await future.IsReadyAsync());
        Future<string?> put = _head.CreateFuture<string?>(pid);
        await put.PutAsync(null);
        Assert.True(await put.IsReadyAsync());
        Assert.Null(await put.Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task IsReadyAsync_BeforeAndAfter(int pid)
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(pid, async () =>
        {
            await gate.PassAsync();
            return 1;
        });
        await gate.ArrivedAsync();
        Assert.False(await future.IsReadyAsync());
        Task waiting = future.WaitAsync();
        Assert.False(waiting.IsCompleted);
        gate.Open();
        await waiting.Soon();
        Assert.True(await future.IsReadyAsync());
        Assert.Equal(1, await future);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAndWaitAsync_Cancelled_OnlyTheWaitEnds(int pid)
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(pid, async () =>
        {
            await gate.PassAsync();
            return 7;
        });
        using var giveUp = new CancellationTokenSource();
        Task<int> fetching = future.FetchAsync(giveUp.Token);
        Task waiting = future.WaitAsync(giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        gate.Open();
        Assert.Equal(7, await future.Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-029")]
    [Trait("Spec", "J-031")]
    [Trait("Spec", "J-038")]
    public async Task PutAsync_Twice_FirstValueStays(int pid)
    {
        Future<string> future = _head.CreateFuture<string>(pid);
        Assert.False(await future.IsReadyAsync());
        await future.PutAsync("first");
        Assert.True(await future.IsReadyAsync());
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => future.PutAsync("second"));
        Assert.Contains("Future can be set only once", error.Message, StringComparison.Ordinal);
        Assert.Equal("first", await future.Soon());
        error = await Assert.ThrowsAsync<InvalidOperationException>(() => future.PutAsync("third"));
        Assert.Contains("Future can be set only once", error.Message, StringComparison.Ordinal);
        Assert.Equal("first", await future.FetchAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task PutAsync_ByAllProcessesAtOnce_OneWins(int owner)
    {
        Future<int> future = _head.CreateFuture<int>(owner);
        bool[] won = await Task.WhenAll(_head.Procs.Select(pid => _head.RemoteCallFetchAsync(
            pid,
            async (Future<int> f) =>
            {
                try
                {
                    await f.PutAsync(Cluster.Current.MyId);
                    return true;
                }
                catch (InvalidOperationException e) when (e.Message.Contains("Future can be set only once", StringComparison.Ordinal))
                {
                    return false;
                }
            },
            future)));
        Assert.Single(won, true);
        Assert.Equal(Array.IndexOf(won, true) + 1, await future.Soon());
    }

    [Fact]
    public async Task PutAsync_Unsendable_RefusedAndStillUnset()
    {
        Future<object> future = _head.CreateFuture<object>(2);
        await Assert.ThrowsAsync<UnsendableValueException>(() => future.PutAsync(new MemoryStream()));
        Assert.False(await future.IsReadyAsync());
        await future.PutAsync(1);
        Assert.Equal(1, await future.Soon());
    }

    [Fact]
    public async Task PutAsync_OwnFuture_SameObject()
    {
        object thing = new();
        Future<object> future = _head.CreateFuture<object>();
        Assert.Equal(1, future.Where);
        await future.PutAsync(thing);
        Assert.Same(thing, await future);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_ValuePutElsewhereMeanwhile_Wakes(int owner)
    {
        Future<int> future = _head.CreateFuture<int>(owner);
        Task<int> fetching = future.FetchAsync();
        await _head.RemoteCallFetchAsync(3, (Future<int> f) => f.PutAsync(11), future);
        Assert.Equal(11, await fetching.Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_BeforeFetch_HandleIsUnusable(int pid)
    {
        Future<int> future = _head.RemoteCall(pid, () => 1);
        await future.DisposeAsync();
        await future.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => future.FetchAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => future.WaitAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => future.IsReadyAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => future.PutAsync(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_AfterFetch_KeepsItsValue(int pid)
    {
        Future<int> future = _head.RemoteCall(pid, () => 1);
        Assert.Equal(1, await future);
        await future.DisposeAsync();
        Assert.Equal(1, await future.FetchAsync());
        Assert.True(await future.IsReadyAsync());
        await future.WaitAsync();
    }

    /// <summary>With the value, the claim on the owner's copy goes; what was under way there must not take that for the end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyQuestion_ValueComesAnotherWayMeanwhile_IsAnsweredWithIt(int owner)
    {
        Future<int> future = _head.CreateFuture<int>(owner);
        Task waiting = future.WaitAsync();
        Task<int> fetching = future.FetchAsync();
        Task<int> selecting = future.FetchAsync(value => value + 1);
        Assert.False(await future.IsReadyAsync());

        // As when a message of a process that has fetched it brings the future.
        ((IFutureHandle)future).Complete(new StoredValue<int>(5));
        await processes.ReleasedAsync(future);
        await waiting.Soon();
        Assert.Equal(5, await fetching.Soon());
        Assert.Equal(6, await selecting.Soon());
    }

    /// <summary>Nobody is left who could put a value, so a wait for it must not go on for ever.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_LastHandleWhileFetching_FetchEndsWithAnError(int pid)
    {
        Future<int> future = _head.CreateFuture<int>(pid);
        Task<int> fetching = future.FetchAsync();
        Assert.False(await future.IsReadyAsync());
        await future.DisposeAsync();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => fetching.Soon());
        Assert.Contains("is gone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_FunctionStillRuns_FetchUnderWayGetsTheValue(int pid)
    {
        using var gate = new Gate();
        Future<int> future = _head.RemoteCall(pid, async () =>
        {
            await gate.PassAsync();
            return 3;
        });
        Task<int> fetching = future.FetchAsync();
        await gate.ArrivedAsync();
        Assert.False(await future.IsReadyAsync());
        await future.DisposeAsync();
        await processes.ReleasedAsync(future);
        gate.Open();
        Assert.Equal(3, await fetching.Soon());
    }
}
