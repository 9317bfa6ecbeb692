using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

[Collection(nameof(ThreeProcesses))]
public sealed class WorkerLeaseTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task LeaseAsync_Disposed_GivesTheWorkerBack()
    {
        var pool = new WorkerPool(_head, [2]);
        await using (WorkerLease lease = await pool.LeaseAsync())
        {
            Assert.Equal(2, lease.Pid);
            Assert.False(await pool.IsReadyAsync());
        }

        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task Dispose_Again_DoesNotTakeTheWorkerFromTheNext()
    {
        var pool = new WorkerPool(_head, [2]);
        WorkerLease first = await pool.LeaseAsync();
        first.Dispose();
        WorkerLease second = await pool.LeaseAsync();
        await first.DisposeAsync();
        Assert.False(await pool.IsReadyAsync());
        second.Dispose();
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task Dispose_ReturnedByPidAndTakenAnew_StaysTaken()
    {
        var pool = new WorkerPool(_head, [2]);
        WorkerLease first = await pool.LeaseAsync();
        pool.Return(2);
        Assert.Equal(2, await pool.TakeAsync());
        first.Dispose();
        Assert.False(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task LeaseAsync_OfAPoolOfOnesOwn_ReturnsByPid()
    {
        IWorkerPool pool = new OnlyTwo();
        await using (WorkerLease lease = await pool.LeaseAsync())
        {
            Assert.Equal(2, lease.Pid);
        }

        Assert.True(await pool.IsReadyAsync());
        Assert.Equal(2, await _head.RemoteCallFetchAsync(CallTarget.From(pool), () => Cluster.Current.MyId));
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public void Constructor_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => new WorkerLease(2, null!));

    [Fact]
    public async Task WaitAsync_UntilOneIsFree_TakesNone()
    {
        var pool = new WorkerPool(_head, [2]);
        await pool.WaitAsync().AsTask().Soon();
        Assert.Equal(2, await pool.TakeAsync());
        Task first = pool.WaitAsync().AsTask();
        Task<int> taking = pool.TakeAsync().AsTask();
        Task second = pool.WaitAsync().AsTask();
        pool.Return(2);
        await first.Soon();
        Assert.Equal(2, await taking.Soon());
        Assert.False(second.IsCompleted);
        using var giveUp = new CancellationTokenSource();
        Task third = pool.WaitAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.Soon());
        pool.Return(2);
        await second.Soon();
        Assert.True(await pool.IsReadyAsync());
    }

    [Fact]
    public async Task WaitAsync_NoMember_InvalidOperation()
    {
        var pool = new WorkerPool(_head, []);
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.WaitAsync().AsTask().Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => pool.LeaseAsync().AsTask().Soon());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task AddAsync_NoPid_IsRefused(int pid)
    {
        var pool = new WorkerPool(_head, []);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pool.AddAsync(pid).AsTask());
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(_head, [pid]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachingPool(_head, [pid]));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_CancelledWhileItRunsOrWaits_TheWorkerGoesBack()
    {
        var pool = new WorkerPool(_head, [2]);
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task running = _head.RemoteCallFetchAsync(pool, gate.PassAsync, giveUp.Token);
        await gate.ArrivedAsync();
        Task waiting = _head.RemoteCallFetchAsync(pool, () => 1, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        Assert.True(await pool.IsReadyAsync());
    }

    private sealed class OnlyTwo : IWorkerPool
    {
        private bool _taken;

        public ValueTask<IReadOnlyList<int>> GetWorkersAsync(CancellationToken cancellationToken = default) => new([2]);

        public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken = default) => new(!_taken);

        public ValueTask WaitAsync(CancellationToken cancellationToken = default) => default;

        public ValueTask<int> TakeAsync(CancellationToken cancellationToken = default)
        {
            _taken = true;
            return new(2);
        }

        public void Return(int pid) => _taken = false;
    }
}
