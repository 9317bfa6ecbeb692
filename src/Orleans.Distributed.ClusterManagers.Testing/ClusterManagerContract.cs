namespace Orleans.Distributed.ClusterManagers.Testing;

/// <summary>
/// What every cluster manager has to do, as tests: derive a public class from this one in a test project, and say how a manager is
/// made. Each test starts a cluster of its own, whose head is the test program.
/// </summary>
/// <example>
/// <code>
/// public sealed class MyManagerTests : ClusterManagerContract
/// {
///     protected override IClusterManager CreateManager() => new MyManager();
/// }
/// </code>
/// </example>
public abstract class ClusterManagerContract : IAsyncLifetime
{
    /// <summary>How long anything may take here.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _secret = $"secret-{Guid.NewGuid():N}";
    private RecordedManager _manager = null!;
    private ICluster _head = null!;

    /// <summary>Makes a manager whose workers are silos that join the cluster of this program.</summary>
    /// <returns>A new manager.</returns>
    protected abstract IClusterManager CreateManager();

    /// <summary>Starts the head.</summary>
    /// <returns>A task that ends when it has started.</returns>
    public virtual async Task InitializeAsync()
    {
        _manager = new RecordedManager(CreateManager());
        _head = await Cluster.StartAsync(new DistributedOptions { ClusterCookie = _secret }).WaitAsync(Limit);
    }

    /// <summary>Ends the cluster, and looks whether it has left processes behind.</summary>
    /// <returns>A task that ends when it has ended.</returns>
    public virtual async Task DisposeAsync()
    {
        await _head.DisposeAsync().AsTask().WaitAsync(Limit);
        await Task.WhenAll(_manager.Processes.Select(process => process.Exited)).WaitAsync(Limit);
    }

    /// <summary>A worker joins, with the pid that it was launched for, and runs functions.</summary>
    [Fact]
    public async Task LaunchAsync_Several_AllJoinWithTheirPids()
    {
        IReadOnlyList<int> pids = await AddAsync(3);
        Assert.Equal([2, 3, 4], pids);
        foreach (int pid in pids)
        {
            Assert.Equal(pid, await _head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).WaitAsync(Limit));
            Assert.Equal(pid, _manager[pid].Pid);
            Assert.False(_manager[pid].Exited.IsCompleted);
        }
    }

    /// <summary>What a manager was asked for before does not matter.</summary>
    [Fact]
    public async Task LaunchAsync_Again_AddsMore()
    {
        await AddAsync(1);
        Assert.Equal([3, 4], await AddAsync(2));
        Assert.Equal([2, 3, 4], _head.Workers);
    }

    /// <summary>Nothing is launched for nobody.</summary>
    [Fact]
    public async Task LaunchAsync_NoWorkers_ReturnsNone() =>
        Assert.Empty(await CreateManager().LaunchAsync([], CancellationToken.None).ToListAsync().AsTask().WaitAsync(Limit));

    /// <summary>A list that is not there is refused, at the call or when its results are asked for.</summary>
    [Fact]
    public async Task LaunchAsync_Null_IsRefused() => await Assert.ThrowsAnyAsync<ArgumentException>(
        async () => await CreateManager().LaunchAsync(null!, CancellationToken.None).ToListAsync());

    /// <summary>A launch that is given up before it begins launches nothing.</summary>
    [Fact]
    public async Task LaunchAsync_AlreadyCancelled_StartsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _head.AddProcsAsync(_manager, 2, cancellationToken: new CancellationToken(true)).WaitAsync(Limit));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await CreateManager().LaunchAsync([new WorkerLaunch(2, Array.Empty<byte>())], new CancellationToken(true)).ToListAsync());
        Assert.Equal([1], _head.Procs);
    }

    /// <summary>A launch that is given up when its first process is there ends, and leaves nothing: see also <see cref="DisposeAsync"/>.</summary>
    [Fact]
    public async Task LaunchAsync_CancelledMeanwhile_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        _manager = new RecordedManager(CreateManager()) { Launched = cancellation.CancelAsync };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _head.AddProcsAsync(_manager, 3, cancellationToken: cancellation.Token).WaitAsync(Limit));
        Assert.Equal([1], _head.Procs);
        Assert.NotEmpty(_manager.Processes);
        await Task.WhenAll(_manager.Processes.Select(process => process.Exited)).WaitAsync(Limit);
    }

    /// <summary>A worker whose payload means nothing does not stay: either it was not launched, or its process ends.</summary>
    [Fact]
    public async Task LaunchAsync_PayloadOfNoCluster_ProcessEnds()
    {
        LaunchResult result = Assert.Single(
            await _manager.LaunchAsync([new WorkerLaunch(2, new byte[] { 1, 2, 3 })], CancellationToken.None).ToListAsync().AsTask().WaitAsync(Limit));
        Assert.Equal(2, result.Pid);
        if (result.Succeeded)
        {
            await result.Process.Exited.WaitAsync(Limit);
            await result.Process.DisposeAsync();
        }
        else
        {
            Assert.NotNull(result.Error);
        }
    }

    /// <summary>A worker that does not come up keeps nobody else from it.</summary>
    [Fact]
    public async Task LaunchAsync_OneThatDoesNotComeUp_OthersJoin()
    {
        _manager = new RecordedManager(CreateManager()) { Spoiled = 3 };
        AggregateException error = await Assert.ThrowsAnyAsync<AggregateException>(() => AddAsync(3));
        Assert.Single(error.InnerExceptions);
        Assert.Equal([2, 4], _head.Workers);
        foreach (int pid in _head.Workers)
        {
            Assert.Equal(pid, await _head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).WaitAsync(Limit));
        }
    }

    /// <summary>What a worker is handed holds the cluster's secret, so it is neither on its command line nor in its environment.</summary>
    [Fact]
    public async Task LaunchAsync_Secret_IsNotForEverybodyToSee()
    {
        await AddAsync(1);
        ReadOnlyMemory<byte> payload = _manager.LaunchOf(2).Payload;
        string seen = await _head.RemoteCallFetchAsync(2, WhatOthersSee).WaitAsync(Limit);
        string[] forms = [_secret, Convert.ToBase64String(payload.Span), Convert.ToHexString(payload.Span), Convert.ToHexStringLower(payload.Span)];
        Assert.All(forms, form => Assert.DoesNotContain(form, seen, StringComparison.Ordinal));
    }

    /// <summary>The place of a worker in a topology of one's own comes through to those that hear of it later.</summary>
    [Fact]
    public async Task LaunchAsync_CustomTopology_ConfigKeepsItsPlace()
    {
        var options = new AddProcsOptions { Topology = Topology.Custom, Idents = [new("a"), new("b", "a")] };
        await _head.AddProcsAsync(_manager, 2, options).WaitAsync(Limit);
        foreach ((int pid, string ident, string[] connected) in new[] { (2, "a", Array.Empty<string>()), (3, "b", ["a"]) })
        {
            WorkerConfig config = (await _manager.ToldAsync(pid, ManageOperation.Register))[0].Config;
            Assert.Equal((ident, string.Join(' ', connected)), (config.Ident, string.Join(' ', config.ConnectIdents ?? [])));
        }
    }

    /// <summary>A worker that is removed ends by itself, and its manager hears of it.</summary>
    [Fact]
    public async Task ManageAsync_WorkerThatIsRemoved_HearsOfItsWholeLife()
    {
        await AddAsync(2);
        await _head.RmProcsAsync([2]).WaitAsync(Limit);
        await _manager[2].Exited.WaitAsync(Limit);
        Assert.Equal(
            [ManageOperation.Register, ManageOperation.Deregister, ManageOperation.Finalize], await _manager.FinalizedAsync(2));
        Assert.Equal([3], _head.Workers);
        Assert.Equal(3, await _head.RemoteCallFetchAsync(3, () => Cluster.Current.MyId).WaitAsync(Limit));
    }

    /// <summary>An interrupt of a worker is told to its manager, which may do nothing: the cluster stops what runs there.</summary>
    [Fact]
    public async Task ManageAsync_WorkerThatIsInterrupted_HearsOfItAndStays()
    {
        await AddAsync(2);
        await using RemoteChannel<int> begun = await _head.CreateChannelAsync<int>(1).WaitAsync(Limit);
        Task call = _head.RemoteCallFetchAsync(
            2,
            async (RemoteChannel<int> channel, CancellationToken token) =>
            {
                await channel.PutAsync(2, CancellationToken.None);
                await Task.Delay(Timeout.Infinite, token);
            },
            begun);
        await begun.TakeAsync().WaitAsync(Limit);
        await _head.InterruptAsync(2).WaitAsync(Limit);
        await _manager.ToldAsync(2, ManageOperation.Interrupt);
        await Assert.ThrowsAsync<RemoteException>(() => call.WaitAsync(Limit));
        Assert.Equal([2, 3], _head.Workers);
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId).WaitAsync(Limit));
    }

    /// <summary>A manager may hear of workers that it does not know, or not any more.</summary>
    [Fact]
    public async Task ManageAsync_WorkerThatIsNotThere_DoesNotFail()
    {
        IClusterManager manager = CreateManager();
        foreach (ManageOperation operation in Enum.GetValues<ManageOperation>())
        {
            await manager.ManageAsync(99, WorkerConfig.Empty, operation).WaitAsync(Limit);
        }
    }

    /// <summary>A worker that is killed is gone at once, and the cluster hears of it from its process.</summary>
    [Fact]
    public async Task KillAsync_Worker_IsGone()
    {
        await AddAsync(2);
        Task call = _head.RemoteCallFetchAsync(2, () => Task.Delay(Timeout.Infinite, Cluster.Current.Cancellation));
        await _manager.KillAsync(_manager[2], _manager.ConfigOf(2)).WaitAsync(Limit);
        Assert.True(_manager[2].Exited.IsCompleted);
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => call.WaitAsync(Limit));
        Assert.Equal(2, error.Pid);
        Assert.Equal([3], _head.Workers);

        // As often as one likes.
        await _manager.KillAsync(_manager[2], _manager.ConfigOf(2)).WaitAsync(Limit);
    }

    /// <summary>What can be done with a process may be done when it has ended, too, and tells the same.</summary>
    [Fact]
    public async Task StopAsync_ProcessThatHasEnded_TellsHowItEnded()
    {
        await AddAsync(1);
        IWorkerProcess process = _manager[2];
        WorkerExit exit = await process.StopAsync(Limit).WaitAsync(Limit);
        Assert.Equal(exit, await process.Exited.WaitAsync(Limit));
        Assert.Equal(exit, await process.StopAsync().WaitAsync(Limit));
        Assert.Equal(exit, await process.KillAsync().WaitAsync(Limit));
        await process.DisposeAsync();
        await process.DisposeAsync();
    }

    /// <summary>Patience that nobody can have is refused.</summary>
    [Fact]
    public async Task StopAsync_NegativePatience_IsRefused()
    {
        await AddAsync(1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _manager[2].StopAsync(TimeSpan.FromSeconds(-1)).WaitAsync(Limit));
        Assert.False(_manager[2].Exited.IsCompleted);
    }

    /// <summary>A cluster that ends takes all its processes with it.</summary>
    [Fact]
    public async Task Dispose_Cluster_AllProcessesEnd()
    {
        IReadOnlyList<int> pids = await AddAsync(2);
        await _head.DisposeAsync().AsTask().WaitAsync(Limit);
        foreach (int pid in pids)
        {
            await _manager[pid].Exited.WaitAsync(Limit);
            Assert.Equal(ManageOperation.Finalize, (await _manager.FinalizedAsync(pid))[^1]);
        }
    }

    /// <summary>The command line and environment of this process, as the system tells them to others where it does.</summary>
    private static string WhatOthersSee() => File.Exists("/proc/self/environ")
        ? File.ReadAllText("/proc/self/cmdline") + File.ReadAllText("/proc/self/environ")
        : Environment.CommandLine + string.Join('\n', Environment.GetEnvironmentVariables().Values.Cast<string>());

    private Task<IReadOnlyList<int>> AddAsync(int count) => _head.AddProcsAsync(_manager, count).WaitAsync(Limit);
}
