using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Everywhere;

/// <summary>What workers run before they join.</summary>
public sealed class ForFutureTests : IAsyncLifetime
{
    private ICluster _head = null!;

    public async Task InitializeAsync() => _head = await Cluster.StartAsync().InTimeAsync();

    public Task DisposeAsync() => _head.DisposeAsync().AsTask().InTimeAsync();

    [Fact]
    public async Task EverywhereAsync_ForFuture_NewWorkersHaveRunItBeforeTheyGetWork()
    {
        await _head.EverywhereAsync(static () => Cluster.Current.Globals.Set("order", "a"), forFuture: true).InTimeAsync();
        await _head.EverywhereAsync(static () => Cluster.Current.Globals.Set("order", Cluster.Current.Globals.Get<string>("order") + "b"), forFuture: true)
            .InTimeAsync();
        await _head.AddProcsAsync(1).InTimeAsync();
        Assert.Equal(2, await _head.RemoteCallFetchAsync(_head.DefaultWorkerPool, static () => Cluster.Current.Globals.Get<string>("order").Length).InTimeAsync());

        // One that a worker gives, and one on which a new worker fails.
        await _head.RemoteCallFetchAsync(
            2, static () => Cluster.Current.EverywhereAsync(static () => Cluster.Current.Globals.Set("third", Cluster.Current.MyId), forFuture: true)).InTimeAsync();
        Assert.Equal(1, _head.Globals.Get<int>("third"));
        EverywhereRegistration last = await _head.EverywhereAsync(static () => FailAt(3), forFuture: true).InTimeAsync();
        AddProcsException error = await Assert.ThrowsAsync<AddProcsException>(() => _head.AddProcsAsync(2).InTimeAsync());
        RemoteException failure = Assert.IsType<RemoteException>(Assert.Single(error.InnerExceptions));
        Assert.Equal((3, "This worker is not wanted."), (failure.Pid, failure.RemoteMessage));
        Assert.Equal([1, 2, 4], _head.Procs);
        Assert.Equal(4, await _head.RemoteCallFetchAsync(4, static () => Cluster.Current.Globals.Get<int>("third")).InTimeAsync());
        await last.DisposeAsync();
    }

    private static void FailAt(int pid)
    {
        if (Cluster.Current.MyId == pid)
        {
            throw new InvalidOperationException("This worker is not wanted.");
        }
    }
}
