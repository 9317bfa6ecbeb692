using Orleans.Distributed.Functions;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

public sealed class CachingPoolTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Calls_SameFunction_SentOncePerWorker()
    {
        var pool = new CachingPool(Head, [2]);
        Func<int, int> function = Counting();
        Assert.Equal(11, await Head.RemoteCallFetchAsync(pool, function, 10));
        Assert.Equal(12, await Head.RemoteCall(pool, function, 10).FetchAsync());
        Future<int> waited = await Head.RemoteCallWaitAsync(pool, function, 10);
        Assert.Equal(13, await waited.FetchAsync());
        Assert.Equal(1, pool.Functions.Count);
        await WaitExtensions.HoldsSoon(() => _cluster[2].OwnedCount() == 1);
        await pool.ClearAsync();
        Assert.Equal((0, 0), (pool.Functions.Count, _cluster[2].OwnedCount()));
        Assert.Equal(11, await Head.RemoteCallFetchAsync(pool, function, 10));
    }

    [Fact]
    public async Task Calls_AllShapes_KeepTheirArguments()
    {
        var pool = new CachingPool(Head, [2]);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(0, await Head.RemoteCallFetchAsync(pool, static () => 0));
            Assert.Equal(i, await Head.RemoteCallFetchAsync(pool, static (int a) => a, i));
            Assert.Equal(i + 1, await Head.RemoteCallFetchAsync(pool, static (int a, int b) => a + b, i, 1));
            Assert.Equal(i + 3, await Head.RemoteCallFetchAsync(pool, static (int a, int b, int c) => Task.FromResult(a + b + c), i, 1, 2));
            Assert.Equal(i + 6, await Head.RemoteCallFetchAsync(pool, static (int a, int b, int c, int d) => a + b + c + d, i, 1, 2, 3));
        }

        Assert.Equal(5, pool.Functions.Count);
        Assert.Equal(5, _cluster[2].OwnedCount());
    }

    [Fact]
    public async Task Calls_NoWorkerFree_SentAsTheyWere()
    {
        var pool = new CachingPool(Head, [2]);
        Func<int[], int> function = static a => a[0];
        int taken = await pool.TakeAsync();
        int[] argument = [1];
        Task<int> first = Head.RemoteCallFetchAsync(pool, function, argument);
        argument[0] = 2;
        pool.Return(taken);
        Assert.Equal(1, await first.Soon());

        // The worker has the function now, so only the argument is copied.
        taken = await pool.TakeAsync();
        Task<int> second = Head.RemoteCallFetchAsync(pool, function, argument);
        argument[0] = 3;
        pool.Return(taken);
        Assert.Equal(2, await second.Soon());
    }

    [Fact]
    public async Task Calls_OwnProcess_NothingIsCopied()
    {
        var pool = new CachingPool(Head, [1]);
        int[] argument = [1];
        Func<int[], int> function = static a => ++a[0];
        Assert.Equal(2, await Head.RemoteCallFetchAsync(pool, function, argument));
        Assert.Equal(2, argument[0]);
        int taken = await pool.TakeAsync();
        Task<int> waiting = Head.RemoteCallFetchAsync(pool, function, argument);
        pool.Return(taken);
        Assert.Equal(3, await waiting.Soon());
    }

    [Fact]
    public async Task Calls_UnsendableFunction_RefusedAndTheWorkerStaysFree()
    {
        var pool = new CachingPool(Head, [2]);
        Func<int, int> function = Capturing(new MemoryStream());
        Assert.Throws<UnsendableValueException>(() => Head.RemoteCall(pool, function, 1));
        await Assert.ThrowsAsync<UnsendableValueException>(() => Head.RemoteCallFetchAsync(pool, function, 1));
        Assert.True(await pool.IsReadyAsync());
        Assert.Equal(0, _cluster[2].OwnedCount());
    }

    [Fact]
    public async Task Calls_FunctionThrowsOrWorkerDies_ErrorAndThePoolGoesOn()
    {
        var pool = new CachingPool(Head, [2, 3]);
        Func<int, int> function = static i => i == 0 ? throw new InvalidOperationException("zero") : Cluster.Current.MyId;
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => Head.RemoteCallFetchAsync(pool, function, 0));
        Assert.Equal("zero", error.RemoteMessage);
        await Head.RemoteCallFetchAsync(pool, function, 1);
        await _cluster.KillAsync(2);
        await _cluster.GoneEverywhereAsync(2);
        Assert.Equal(3, await Head.RemoteCallFetchAsync(pool, function, 1).Soon());
        Assert.Equal([3], await pool.GetWorkersAsync());
        await pool.ClearAsync().Soon();
    }

    [Fact]
    public async Task RemoteDo_ThroughTheCache_Runs()
    {
        var pool = new CachingPool(Head, [2]);
        using var gate = new Gate();
        Head.RemoteDo(pool, gate.Arrive);
        Head.RemoteDo(pool, gate.Arrive);
        await gate.ArrivedAsync(2);
    }

    [Fact]
    public async Task Calls_FunctionsMadeAnewEachTime_DoNotPileUp()
    {
        var pool = new CachingPool(Head, [2]);
        for (int i = 0; i < FunctionCache.Capacity + 50; i++)
        {
            Assert.Equal(i, await Head.RemoteCallFetchAsync(pool, Returning(i)));
        }

        Assert.Equal(FunctionCache.Capacity, pool.Functions.Count);
        await WaitExtensions.HoldsSoon(() => _cluster[2].OwnedCount() <= FunctionCache.Capacity);
        await pool.ClearAsync().Soon();
        Assert.Equal(0, _cluster[2].OwnedCount());
    }

    [Fact]
    public async Task Pool_Sent_SharesTheWorkersAndSendsItsOwnFunctions()
    {
        var pool = new CachingPool(Head, [3]);
        int[] ran = await Head.RemoteCallFetchAsync(
            2,
            async (CachingPool p) =>
            {
                Func<int, int> function = Counting();
                return new[] { await Cluster.Current.RemoteCallFetchAsync(p, function, 0), await Cluster.Current.RemoteCallFetchAsync(p, function, 0) };
            },
            pool);
        Assert.Equal([1, 2], ran);
        int taken = await pool.TakeAsync();
        Assert.False(await Head.RemoteCallFetchAsync(2, async (CachingPool p) => await p.IsReadyAsync(), pool));
        pool.Return(taken);
        CachingPool again = await Head.RemoteCallFetchAsync(2, (CachingPool p) => p, pool);
        Assert.Same(pool.Members, again.Members);
    }

    private static Func<int, int> Counting()
    {
        int calls = 0;
        return i => i + ++calls;
    }

    private static Func<int> Returning(int value) => () => value;

    private static Func<int, int> Capturing(object captured) => i => captured is null ? 0 : i;
}
