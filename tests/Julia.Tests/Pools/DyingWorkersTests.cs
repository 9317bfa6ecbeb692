using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Pools;

/// <summary>Pools whose workers, users or owner end.</summary>
public sealed class DyingWorkersTests : IAsyncLifetime
{
    private ICluster _head = null!;

    public async Task InitializeAsync()
    {
        _head = await Cluster.StartAsync().InTimeAsync();
        await _head.AddProcsAsync(4).InTimeAsync();
    }

    public Task DisposeAsync() => _head.DisposeAsync().AsTask().InTimeAsync();

    [Fact]
    [Trait("Spec", "J-201")]
    [Trait("Spec", "J-205")]
    [Trait("Spec", "J-206")]
    public async Task Pool_DeadWorkers_ArePassedOver()
    {
        // Dead when the pool is made, and dead afterwards.
        await _head.RmProcsAsync([2]).InTimeAsync();
        var pool = new WorkerPool(_head, [2, 3, 1]);
        await _head.RmProcsAsync([3]).InTimeAsync();
        await pool.WaitAsync().AsTask().InTimeAsync();
        Assert.True(await pool.IsReadyAsync());
        Assert.Equal([1], await pool.GetWorkersAsync());
        Assert.Equal(1, await pool.TakeAsync().AsTask().InTimeAsync());
        pool.Return(1);

        // The one that has taken a worker dies: the worker goes back.
        var shared = new WorkerPool(_head, [4]);
        Assert.Equal(4, await _head.RemoteCallFetchAsync(5, async () => await shared.TakeAsync()).InTimeAsync());
        Assert.False(await shared.IsReadyAsync());
        Task<int> waiting = shared.TakeAsync().AsTask();
        Kill(5);
        Assert.Equal(4, await waiting.InTimeAsync());

        // The last member dies while others wait.
        waiting = shared.TakeAsync().AsTask();
        Kill(4);
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting.InTimeAsync());
        Assert.Contains("No active worker available in pool", error.Message, StringComparison.Ordinal);
    }

    private void Kill(int pid)
    {
        using var process = System.Diagnostics.Process.GetProcessById(_head.Processes.Single(p => p.Pid == pid).OsProcessId);
        process.Kill();
    }
}
