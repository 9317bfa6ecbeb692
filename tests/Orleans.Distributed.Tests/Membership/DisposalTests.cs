using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

/// <summary>The end of a cluster: who waits for it, and what becomes of what is under way.</summary>
public sealed class DisposalTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DistributedTestCluster _cluster = null!;

    public static TheoryData<string> Operations => [.. UnderWay.Keys];

    /// <summary>Operations that wait for the gate, or for ever, once they have arrived at it.</summary>
    private static Dictionary<string, Func<DistributedTestCluster, Gate, Task>> UnderWay { get; } = new()
    {
        ["call"] = (cluster, gate) => cluster.Head.RemoteCallFetchAsync(2, gate.PassAsync),
        ["call of a future"] = (cluster, gate) => cluster.Head.RemoteCall(2, gate.PassAsync).WaitAsync(),
        ["map"] = (cluster, gate) => cluster.Head.PMapAsync(Enumerable.Range(0, 10), gate.PassAsync<int>),
        ["stream"] = (cluster, gate) => cluster.Head.PMapStream(Enumerable.Range(0, 10), gate.PassAsync<int>).ToArrayAsync().AsTask(),
        ["loop"] = (cluster, gate) => cluster.Head.DistributedForAsync(0..10, _ => gate.PassAsync()),
        ["everywhere"] = (cluster, gate) => cluster.Head.EverywhereAsync([2, 3], gate.PassAsync),
        ["take"] = async (cluster, gate) =>
        {
            RemoteChannel<int> channel = await cluster.Head.CreateChannelAsync<int>(1, 2);
            Task<int> taking = channel.TakeAsync();
            gate.Arrive();
            await taking;
        },
        ["select"] = async (cluster, gate) =>
        {
            RemoteChannel<int> own = await cluster.Head.CreateChannelAsync<int>();
            RemoteChannel<int> other = await cluster.Head.CreateChannelAsync<int>(1, 2);
            Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync([own, other]);
            gate.Arrive();
            await selecting;
        },
        ["lease"] = async (cluster, gate) =>
        {
            var pool = new WorkerPool(cluster.Head, [2]);
            await pool.TakeAsync();
            ValueTask<WorkerLease> leasing = pool.LeaseAsync();
            gate.Arrive();
            await leasing;
        },
    };

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync()
    {
        _release.TrySetResult();
        await _cluster.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Dispose_OperationUnderWay_EndsWithAnErrorOfItsOwn(string operation)
    {
        using var gate = new Gate();
        Task task = UnderWay[operation](_cluster, gate);
        await gate.ArrivedAsync();

        await Head.DisposeAsync().AsTask().Soon();

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => task.Soon());
        Assert.All(error is AggregateException all ? [.. all.InnerExceptions] : new[] { error }, static cause => Assert.True(
            cause is ProcessExitedException or InvalidOperationException { Message: ['N', 'o', ' ', 'a', 'c', 't', 'i', 'v', 'e', ..] }, cause.ToString()));
    }

    [Fact]
    public async Task Dispose_AsAnotherDoes_WaitsForThat()
    {
        HoldExits();
        Task first = Head.DisposeAsync().AsTask();
        await _begun.Task.Soon();

        Task second = Head.DisposeAsync().AsTask();

        Assert.False(second.IsCompleted);
        _release.SetResult();
        await second.Soon();
        Assert.True(first.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Dispose_WithinACallbackThatItWaitsFor_ReturnsAtOnce()
    {
        int returned = 0;
        Head.AddWorkerExitingCallback(async _ =>
        {
            await Head.DisposeAsync();
            Interlocked.Increment(ref returned);
        });

        await Head.DisposeAsync().AsTask().Soon();

        Assert.Equal(2, returned);
    }

    [Fact]
    public async Task AddAndRemove_AfterTheEnd_SayThatItWasDisposed()
    {
        await Head.DisposeAsync().AsTask().Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Head.AddProcsAsync(_cluster.Manager, 1).Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Head.EnsureProcsAsync(_cluster.Manager, 1).Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Head.RmProcsAsync([2]).Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Add_UnderWayAtTheEnd_SaysThatItWasDisposed(bool ensures)
    {
        var manager = new WaitingManager();
        Task adding = ensures ? Head.EnsureProcsAsync(manager, 3) : Head.AddProcsAsync(manager, 1);
        await manager.Asked.Soon();

        await Head.DisposeAsync().AsTask().Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => adding.Soon());
    }

    [Fact]
    public async Task Remove_UnderWayAtTheEnd_EndsWithIt()
    {
        HoldExits();
        Task removing = Head.RmProcsAsync([2]);
        await _begun.Task.Soon();
        Task disposing = Head.DisposeAsync().AsTask();
        _release.SetResult();

        await disposing.Soon();
        await removing.Soon();
    }

    /// <summary>Lets workers that are removed wait.</summary>
    private void HoldExits() => Head.AddWorkerExitingCallback(_ =>
    {
        _begun.TrySetResult();
        return _release.Task;
    });

    /// <summary>A cluster manager that launches nothing until it is told to stop.</summary>
    private sealed class WaitingManager : IClusterManager
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public async IAsyncEnumerable<LaunchResult> LaunchAsync(
            IReadOnlyList<WorkerLaunch> workers, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            _asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
    }
}
