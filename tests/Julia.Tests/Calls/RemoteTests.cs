using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Calls;

/// <summary>Delegates that call remotely.</summary>
[Collection(nameof(FourWorkers))]
public sealed class RemoteTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-005")]
    public async Task Remote_NoWorkers_RunsAtTheHead()
    {
        await using ICluster alone = await Cluster.StartAsync().InTimeAsync();
        Assert.Equal(1, await alone.Remote(() => Cluster.Current.MyId)().InTimeAsync());
    }

    [Fact]
    public async Task Remote_DefaultPool_RunsOnAWorker()
    {
        Func<Task<int>> where = Head.Remote(() => Cluster.Current.MyId);
        int[] pids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => where())).InTimeAsync();
        Assert.All(pids, pid => Assert.Contains(pid, cluster.Workers));
    }

    [Fact]
    public async Task Remote_GivenPool_RunsThere()
    {
        await using var pool = new WorkerPool(Head, [cluster.Workers[1]]);
        Func<int, Task<(int, int)>> call = Head.Remote((int x) => (x, Cluster.Current.MyId), pool);
        Assert.Equal((7, cluster.Workers[1]), await call(7).InTimeAsync());
    }

    [Fact]
    public async Task Remote_EveryShape_Runs()
    {
        using var giveUp = new CancellationTokenSource();
        CancellationToken token = giveUp.Token;
        await Head.Remote(() => { })().InTimeAsync();
        await Head.Remote(async () => await Task.Yield())().InTimeAsync();
        await Head.Remote((int x) => { _ = x; })(1).InTimeAsync();
        Assert.Equal(1, await Head.Remote(() => 1)().InTimeAsync());
        Assert.Equal(1, await Head.Remote(() => Task.FromResult(1))().InTimeAsync());
        Assert.Equal(1, await Head.Remote((CancellationToken ct) => ct.CanBeCanceled ? 1 : 0)(token).InTimeAsync());
        Assert.Equal(2, await Head.Remote((int x) => x + 1)(1).InTimeAsync());
        Assert.Equal(2, await Head.Remote((int x, CancellationToken ct) => Task.FromResult(ct.CanBeCanceled ? x + 1 : 0))(1, token).InTimeAsync());
        Assert.Equal(3, await Head.Remote((int x, int y) => x + y)(1, 2).InTimeAsync());
        Assert.Equal("6", await Head.Remote((int x, long y, byte z) => $"{x + y + z}")(1, 2, 3).InTimeAsync());
        Assert.Equal(10, await Head.Remote((int x, int y, int z, int u) => x + y + z + u)(1, 2, 3, 4).InTimeAsync());
        Assert.Equal(10, await Head.Remote((int x, int y, int z, int u, CancellationToken ct) => ct.CanBeCanceled ? x + y + z + u : 0)(1, 2, 3, 4, token).InTimeAsync());
    }

    [Fact]
    public async Task Remote_TokenCancelled_CallIsGivenUp()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(1);
        using var giveUp = new CancellationTokenSource();
        Task call = Head.Remote(
            async (RemoteChannel<int> s, CancellationToken ct) =>
            {
                await s.PutAsync(1, ct);
                await Task.Delay(Timeout.Infinite, ct);
            })(started, giveUp.Token);
        await started.TakeAsync().InTimeAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.InTimeAsync());
    }

    [Fact]
    public async Task Remote_FunctionThrows_RemoteException()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.Remote((string s) => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture))("x").InTimeAsync());
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task Remote_Delegate_CanBeSent()
    {
        Func<int, Task<int>> square = Head.Remote((int x) => x * x);
        Assert.Equal(49, await Head.RemoteCallFetchAsync(cluster.Workers[0], (Func<int, Task<int>> f) => f(7), square).InTimeAsync());
    }

    [Fact]
    public void Remote_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => Head.Remote((Func<int>)null!));
        Assert.Throws<ArgumentNullException>(() => Head.Remote((Func<int, CancellationToken, Task>)null!));
        Assert.Throws<ArgumentNullException>(() => ((ICluster)null!).Remote(() => 1));
    }
}
