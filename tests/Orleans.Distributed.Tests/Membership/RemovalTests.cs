using System.Runtime.CompilerServices;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

public sealed class RemovalTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DistributedTestCluster _cluster = null!;

    public static TheoryData<RmProcsOptions> Unusable =>
    [
        new() { WaitFor = TimeSpan.FromTicks(-1) },
        new() { WaitFor = TimeSpan.FromDays(2) },
        new() { CallbackTimeout = Timeout.InfiniteTimeSpan },
        new() { CallbackTimeout = TimeSpan.MaxValue },
        new() { StopTimeout = TimeSpan.FromTicks(-1) },
    ];

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync()
    {
        _release.TrySetResult();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Rm_WorkersWithinTheProgram_LeaveNothing()
    {
        WeakReference[] removed = await RemoveAsync();

        await WaitExtensions.HoldsAfterCollection(() => !removed.Any(process => process.IsAlive));
    }

    [Fact]
    public async Task Rm_ZeroWait_ReturnsAtOnceAndGoesOn()
    {
        HoldExits();

        await Head.RmProcsAsync([2, 3], TimeSpan.Zero).Soon();

        await _begun.Task.Soon();
        Assert.Equal([1, 2, 3], Head.Procs);
        _release.SetResult();
        await WaitExtensions.HoldsSoon(() => Head.NProcs == 1);
    }

    [Fact]
    public async Task Rm_NotGoneInTime_ThrowsAndGoesOn()
    {
        HoldExits();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => Head.RmProcsAsync([3, 2], TimeSpan.FromMilliseconds(1)).Soon());

        Assert.Contains("[2, 3] were not terminated after 00:00:00.0010000", error.Message, StringComparison.Ordinal);
        _release.SetResult();
        await WaitExtensions.HoldsSoon(() => Head.NProcs == 1);
    }

    [Fact]
    public async Task Rm_WhileAnotherRemovesIt_WaitsForThat()
    {
        HoldExits();
        Task first = Head.RmProcsAsync([2]);
        await _begun.Task.Soon();

        Task second = Head.RmProcsAsync([2, 2]);
        await Assert.ThrowsAsync<TimeoutException>(() => Head.RmProcsAsync([2], TimeSpan.FromMilliseconds(1)).Soon());
        Assert.False(second.IsCompleted);
        _release.SetResult();

        await first.Soon();
        await second.Soon();
        Assert.Equal([1, 3], Head.Procs);
    }

    [Fact]
    public async Task Rm_Cancelled_DoesNotWaitForCallbacks()
    {
        HoldExits();
        using var cancellation = new CancellationTokenSource();
        Task removing = Head.RmProcsAsync([2], cancellationToken: cancellation.Token);
        await _begun.Task.Soon();

        await cancellation.CancelAsync();

        await removing.Soon();
        Assert.Equal([1, 3], Head.Procs);
    }

    [Fact]
    public async Task Rm_CancelledBefore_RemovesWithoutPatience()
    {
        HoldExits();

        await Head.RmProcsAsync([2], cancellationToken: new CancellationToken(true)).Soon();

        Assert.Equal([1, 3], Head.Procs);
    }

    [Fact]
    public async Task Rm_DiesWhileItIsTerminating_IsGone()
    {
        HoldExits();
        var exits = new List<WorkerExited>();
        Head.AddWorkerExitedCallback(exits.Add);
        Task removing = Head.RmProcsAsync([2]);
        await _begun.Task.Soon();

        await _cluster.KillAsync(2).Soon();
        _release.SetResult();

        await removing.Soon();
        Assert.Equal(WorkerState.Exterminated, Assert.Single(exits).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rm_ManagerFailsToStopIt_IsKilled(bool isHanging)
    {
        using var errors = new ErrorOutput();
        var manager = new UnstoppableManager(_cluster.Manager, isHanging);
        IReadOnlyList<int> pids = await Head.AddProcsAsync(manager, 1).Soon();

        await Head.RmProcsAsync(pids, new RmProcsOptions { StopTimeout = TimeSpan.Zero }).Soon();

        Assert.Equal([1, 2, 3], Head.Procs);
        Assert.Contains("failed to end it, or took too long. It is killed.", errors.Text, StringComparison.Ordinal);
        await manager.Launched!.Exited.Soon();
    }

    [Fact]
    public async Task Rm_AllAgreeAfterwards()
    {
        await _cluster.AddProcsAsync(2).Soon();

        await Head.RmProcsAsync([2, 4]).Soon();

        foreach (int pid in Head.Procs)
        {
            Assert.Equal([1, 3, 5], _cluster[pid].Procs);
        }
    }

    [Fact]
    public async Task Rm_TheHead_WarnsAndStays()
    {
        using var errors = new ErrorOutput();

        await Head.RmProcsAsync([1]).Soon();

        Assert.Equal([1, 2, 3], Head.Procs);
        Assert.Contains("Process 1, the head, cannot be removed.", errors.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Rm_NoPid_ChangesNothing(int pid)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.RmProcsAsync([2, pid]).Soon());

        Assert.Equal([1, 2, 3], Head.Procs);
    }

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public async Task Rm_UnusableOption_IsRefusedByName(RmProcsOptions options)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Head.RmProcsAsync([2], options));

        Assert.StartsWith("RmProcsOptions.", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], Head.Procs);
    }

    [Fact]
    public async Task Rm_SequenceThatThrows_ChangesNothing()
    {
        await Assert.ThrowsAsync<FormatException>(() => Head.RmProcsAsync(Broken()).Soon());
        await Assert.ThrowsAsync<ArgumentNullException>(() => Head.RmProcsAsync(null!));

        Assert.Equal([1, 2, 3], Head.Procs);
        await Head.RmProcsAsync([2]).Soon();
        Assert.Equal([1, 3], Head.Procs);

        static IEnumerable<int> Broken()
        {
            yield return 2;
            throw new FormatException();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference[]> RemoveAsync()
    {
        WeakReference[] workers = [new(_cluster[2]), new(_cluster[3])];
        await Head.RmProcsAsync([2, 3]).Soon();
        return workers;
    }

    /// <summary>Lets workers that are removed wait.</summary>
    private void HoldExits() => Head.AddWorkerExitingCallback(_ =>
    {
        _begun.TrySetResult();
        return _release.Task;
    });
}
