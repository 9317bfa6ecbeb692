using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Membership;

public sealed class StatusTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Get_NothingSet_IsNull()
    {
        Assert.Null(await Head.GetStatusAsync().Soon());
        Assert.Null(await Head.GetStatusAsync(3).Soon());
        Assert.Equal(0, await Head.GetStatusAsync<int>(3).Soon());
        Assert.Null(await Head.GetStatusAsync<int?>(3).Soon());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(2, 1)]
    public async Task Set_ByAnyForAny_AllRead(int setter, int pid)
    {
        await _cluster[setter].SetStatusAsync($"{setter} for {pid}", pid).Soon();

        foreach (int reader in Head.Procs)
        {
            Assert.Equal($"{setter} for {pid}", await _cluster[reader].GetStatusAsync<string>(pid).Soon());
        }

        foreach (int other in Head.Procs.Where(p => p != pid))
        {
            Assert.Null(await Head.GetStatusAsync(other).Soon());
        }
    }

    [Fact]
    public async Task Set_NoPid_IsOwn()
    {
        await _cluster[2].SetStatusAsync("ready").Soon();

        Assert.Equal("ready", await Head.GetStatusAsync(2).Soon());
        Assert.Equal("ready", await _cluster[2].GetStatusAsync<string>().Soon());
    }

    [Fact]
    public async Task Set_Scopes_AreApart()
    {
        await Head.SetStatusAsync(1, 2).Soon();
        await Head.SetStatusAsync(2, 2, "Library").Soon();
        await Head.SetStatusAsync(3, 2, "library").Soon();

        Assert.Equal(1, await Head.GetStatusAsync(2).Soon());
        Assert.Equal(1, await Head.GetStatusAsync(2, "").Soon());
        Assert.Equal(2, await Head.GetStatusAsync(2, "Library").Soon());
        Assert.Equal(3, await Head.GetStatusAsync(2, "library").Soon());
    }

    [Fact]
    public async Task Set_Null_TakesItAway()
    {
        await Head.SetStatusAsync("there", 2).Soon();
        await Head.SetStatusAsync(null, 2).Soon();

        Assert.Null(await Head.GetStatusAsync(2).Soon());
    }

    [Fact]
    public async Task Set_KeepsACopy()
    {
        int[] status = [1];
        await Head.SetStatusAsync(status).Soon();
        status[0] = 2;

        int[] read = (await Head.GetStatusAsync<int[]>().Soon())!;
        Assert.Equal(1, read[0]);
        read[0] = 3;
        Assert.Equal(1, (await Head.GetStatusAsync<int[]>().Soon())![0]);
    }

    [Fact]
    public async Task Get_AnotherType_SaysWhich()
    {
        await Head.SetStatusAsync("text", 2).Soon();

        var error = await Assert.ThrowsAsync<InvalidCastException>(() => Head.GetStatusAsync<int>(2).Soon());

        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    public async Task SetAndGet_UnknownPid_IsRefused(int pid)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Head.SetStatusAsync("x", pid).Soon());
        await Assert.ThrowsAsync<ArgumentException>(() => Head.GetStatusAsync(pid).Soon());
        await Assert.ThrowsAsync<ArgumentException>(() => _cluster[2].GetStatusAsync(pid).Soon());
    }

    [Fact]
    public async Task Set_UnsendableOrHandle_IsRefused()
    {
        await using Future<int> future = Head.CreateFuture<int>();

        await Assert.ThrowsAsync<UnsendableValueException>(() => Head.SetStatusAsync(Task.CompletedTask).Soon());
        await Assert.ThrowsAsync<UnsendableValueException>(() => Head.SetStatusAsync(future).Soon());
        Assert.Null(await Head.GetStatusAsync().Soon());
    }

    [Fact]
    public async Task SetAndGet_CancelledBefore_DoNothing()
    {
        var cancelled = new CancellationToken(true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Head.SetStatusAsync("x", cancellationToken: cancelled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Head.GetStatusAsync(cancellationToken: cancelled).Soon());
        Assert.Null(await Head.GetStatusAsync().Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WorkerIsGone_CallbacksStillReadAndThenItIsDeleted(bool isKilled)
    {
        object? last = null;
        Head.AddWorkerExitedCallback(async exited =>
        {
            last = await Head.GetStatusAsync(exited.Pid);
            Assert.Null(await Head.GetStatusAsync(exited.Pid, "none"));
        });
        await _cluster[2].SetStatusAsync("last words").Soon();

        if (isKilled)
        {
            await _cluster.KillAsync(2).Soon();
        }
        else
        {
            await Head.RmProcsAsync([2]).Soon();
        }

        await GoneSoonAsync(2);
        Assert.Equal("last words", last);
        await Assert.ThrowsAsync<ArgumentException>(() => Head.SetStatusAsync("x", 2).Soon());
    }

    [Fact]
    public async Task WorkerIsGone_ManagerIsToldAfterTheCallbacks_DeletedAllTheSame()
    {
        await Head.SetStatusAsync("last words", 2).Soon();
        WorkerExits exits = await Head.RemoteCallFetchAsync(1, () => CallContext.Current!.Services.GetRequiredService<WorkerExits>()).Soon();
        IGrainFactory grains = await Head.RemoteCallFetchAsync(1, () => CallContext.Current!.Services.GetRequiredService<IGrainFactory>()).Soon();
        var exit = new ProcessExit();

        DistributedCluster.From(Head).ProcessTable.MarkExited(2, exit);
        await exits.WhenHandledAsync(2).Soon();
        await grains.GetGrain<IClusterManagerGrain>(0).Depart([new ProcessDeparture(2, exit)]).Soon();

        await Assert.ThrowsAsync<ArgumentException>(() => Head.GetStatusAsync(2).Soon());
    }

    private async Task GoneSoonAsync(int pid)
    {
        await WaitExtensions.HoldsSoon(() => Head.GetStatusAsync(pid).ContinueWith(t => t.IsFaulted, TaskScheduler.Default).GetAwaiter().GetResult());
    }
}
