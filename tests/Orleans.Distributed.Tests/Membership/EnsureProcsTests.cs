using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

public sealed class EnsureProcsTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Ensure_Again_AddsWhatIsMissing()
    {
        Assert.Equal([2], await EnsureAsync(1));
        Assert.Equal([2, 3, 4], await EnsureAsync(3));
        Assert.Equal([2, 3, 4], await EnsureAsync(3));
        Assert.Equal([2, 3, 4], await EnsureAsync(1));
        await Head.RmProcsAsync([3]).Soon();
        Assert.Equal([2, 4, 5], await EnsureAsync(3));
    }

    [Fact]
    public async Task Ensure_ManyAtTheSameTime_Agree()
    {
        IReadOnlyList<int>[] workers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => EnsureAsync(1 + (i % 4)))));

        Assert.Equal(4, Head.NWorkers);
        for (int i = 0; i < workers.Length; i++)
        {
            Assert.True(workers[i].Count >= 1 + (i % 4));
        }
    }

    [Fact]
    public async Task Ensure_OneFails_OthersTryAgain()
    {
        var manager = new FailingOnceManager(_cluster.Manager);
        Task[] ensuring = [.. Enumerable.Range(0, 4).Select(_ => Head.EnsureProcsAsync(manager, 2))];

        await Assert.ThrowsAsync<NotSupportedException>(() => Task.WhenAll(ensuring).Soon());

        Assert.Equal(1, ensuring.Count(static task => task.IsFaulted));
        Assert.Equal(2, Head.NWorkers);
    }

    [Fact]
    public async Task Ensure_BadInput_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EnsureAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EnsureAsync(-1));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Head.EnsureProcsAsync(null!, 1));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Head.EnsureProcsAsync(_cluster.Manager, 1, new AddProcsOptions { JoinTimeout = TimeSpan.Zero }));
        await _cluster.AddProcsAsync(1).Soon();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cluster[2].EnsureProcsAsync(_cluster.Manager, 3).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Head.EnsureProcsAsync(_cluster.Manager, 3, cancellationToken: new CancellationToken(true)).Soon());
        Assert.Equal([2], Head.Workers);
    }

    private Task<IReadOnlyList<int>> EnsureAsync(int total) => Head.EnsureProcsAsync(_cluster.Manager, total).Soon();

    private sealed class FailingOnceManager(IClusterManager inner) : IClusterManager
    {
        private int _launches;

        public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _launches) == 1
                ? throw new NotSupportedException("not the first time")
                : inner.LaunchAsync(workers, cancellationToken);
    }
}
