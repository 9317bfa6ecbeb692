using System.Collections.Concurrent;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Callbacks;

/// <summary>Callbacks that add and remove workers themselves. None of them may wait for what waits for it.</summary>
public sealed class ReentrantCallbackTests : IAsyncLifetime
{
    private static readonly RmProcsOptions Patient = new() { CallbackTimeout = TimeSpan.FromHours(1) };

    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Started_AddsAnother_BothJoin()
    {
        Head.AddWorkerStartedCallback(pid => pid == 2 ? _cluster.AddProcsAsync(1) : Task.CompletedTask);

        Assert.Equal([2], await _cluster.AddProcsAsync(1).Soon());

        Assert.Equal([2, 3], Head.Workers);
    }

    [Fact]
    public async Task Started_RemovesItsWorker_IsRemoved()
    {
        Head.AddWorkerStartedCallback(pid => pid == 2 ? Head.RmProcsAsync([pid], Patient) : Task.CompletedTask);

        await _cluster.AddProcsAsync(2).Soon();

        Assert.Equal([3], Head.Workers);
    }

    [Fact]
    public async Task Starting_AddsAnotherOnce_BothJoin()
    {
        int calls = 0;
        Head.AddWorkerStartingCallback((_, _) => Interlocked.Increment(ref calls) == 1 ? _cluster.AddProcsAsync(1) : Task.CompletedTask);

        await _cluster.AddProcsAsync(1).Soon();

        Assert.Equal(2, Head.NWorkers);
    }

    [Fact]
    public async Task StartingAndStarted_EnsureProcs_CountWhatIsOnTheWay()
    {
        var ensured = new List<int>();
        Head.AddWorkerStartingCallback(async (_, _) => ensured.Add((await Head.EnsureProcsAsync(_cluster.Manager, 2)).Count));
        Head.AddWorkerStartedCallback(pid => Head.EnsureProcsAsync(_cluster.Manager, 2));

        Assert.Equal([2, 3], await Head.EnsureProcsAsync(_cluster.Manager, 2).Soon());

        // In its own starting callback none of them had joined.
        Assert.Equal([0], ensured);
    }

    [Fact]
    public async Task Exiting_RemovesTheSameWorker_DoesNotWaitForItself()
    {
        Head.AddWorkerExitingCallback(pid => Head.RmProcsAsync([pid], Patient));
        await _cluster.AddProcsAsync(1).Soon();

        await Head.RmProcsAsync([2], Patient).Soon();

        Assert.Equal([1], Head.Procs);
    }

    [Fact]
    public async Task Exiting_EachRemovesTheOther_NoneWaitsForItself()
    {
        await _cluster.AddProcsAsync(2).Soon();
        Head.AddWorkerExitingCallback(pid => Head.RmProcsAsync([5 - pid], Patient));

        await Head.RmProcsAsync([2], Patient).Soon();

        Assert.Equal([1], Head.Procs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExitingOrExited_RemovesOneThatIsRemovedWithIt_DoesNotWaitForItself(bool isExiting)
    {
        var called = new ConcurrentQueue<int>();
        await _cluster.AddProcsAsync(3).Soon();
        if (isExiting)
        {
            Head.AddWorkerExitingCallback(RemoveOthers);
        }
        else
        {
            Head.AddWorkerExitedCallback(exited => RemoveOthers(exited.Pid));
        }

        await Head.RmProcsAsync([2, 3], Patient).Soon();

        Assert.Equal([1], Head.Procs);
        Assert.Equal([2, 3, 4], called.Order());

        async Task RemoveOthers(int pid)
        {
            await Head.RmProcsAsync([2, 3, 4], Patient);
            called.Enqueue(pid);
        }
    }

    [Fact]
    public async Task Exited_RemovesTheWorkerWhoseCallbackRemovesIt_DoesNotWaitForItself()
    {
        await _cluster.AddProcsAsync(3).Soon();
        Head.AddWorkerExitingCallback(pid => pid == 2 ? Head.RmProcsAsync([3], Patient) : Task.CompletedTask);
        Head.AddWorkerExitedCallback(exited => Head.RmProcsAsync([2, 4], Patient));

        await Head.RmProcsAsync([2, 4], Patient).Soon();

        Assert.Equal([1], Head.Procs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exiting_OfTwoRemovalsEachRemovesTheOther_NoneWaitsForItself(bool isNested)
    {
        using var both = new Gate();
        await _cluster.AddProcsAsync(3).Soon();
        Head.AddWorkerExitingCallback(async pid =>
        {
            if (isNested && pid == 3)
            {
                await Head.RmProcsAsync([4], Patient);
                return;
            }

            both.Arrive();
            await both.ArrivedAsync(2);
            await Head.RmProcsAsync([pid == 2 ? 3 : 2], Patient);
        });

        await Task.WhenAll(Head.RmProcsAsync([2], Patient), Head.RmProcsAsync([3], Patient)).Soon();

        Assert.Equal(isNested ? [1] : [1, 4], Head.Procs);
    }

    [Fact]
    public async Task ExitingAndExited_AddAnother_Replaced()
    {
        await _cluster.AddProcsAsync(1).Soon();
        Head.AddWorkerExitingCallback(pid => pid == 2 ? _cluster.AddProcsAsync(1) : Task.CompletedTask);
        Head.AddWorkerExitedCallback(exited => exited.Pid == 2 ? _cluster.AddProcsAsync(1) : Task.CompletedTask);

        await Head.RmProcsAsync([2], Patient).Soon();

        Assert.Equal([3, 4], Head.Workers);
    }

    [Fact]
    public async Task Exited_RemovesTheSameAndAnother_OtherIsRemoved()
    {
        await _cluster.AddProcsAsync(2).Soon();
        Head.AddWorkerExitedCallback(exited => Head.RmProcsAsync([exited.Pid, 3], Patient));

        await Head.RmProcsAsync([2], Patient).Soon();

        Assert.Equal([1], Head.Procs);
    }

    [Fact]
    public async Task All_RegisterAndRemoveCallbacks_TakeEffectNextTime()
    {
        int late = 0;
        Head.AddWorkerStartedCallback(
            _ =>
            {
                Head.RemoveWorkerStartedCallback("first");
                Head.AddWorkerStartedCallback(_ => { Interlocked.Increment(ref late); });
            },
            "first");

        await _cluster.AddProcsAsync(1).Soon();
        Assert.Equal(0, late);
        await _cluster.AddProcsAsync(1).Soon();

        Assert.Equal(1, late);
    }

    [Fact]
    public async Task ClusterIsDisposed_CallbacksOfItsWorkersRun()
    {
        var told = new List<string>();
        await _cluster.AddProcsAsync(1).Soon();
        Head.AddWorkerExitingCallback(pid => told.Add($"exiting {pid}"));
        Head.AddWorkerExitedCallback(exited => told.Add($"exited {exited.Pid} {exited.State}"));

        await _cluster.DisposeAsync().AsTask().Soon();

        Assert.Equal(["exiting 2", "exited 2 Terminated"], told);
    }

    [Fact]
    public async Task ClusterIsDisposedByACallback_Ends()
    {
        await _cluster.AddProcsAsync(1).Soon();
        Head.AddWorkerExitingCallback(_ => _cluster.DisposeAsync().AsTask());

        await Head.RmProcsAsync([2]).Soon();
        await _cluster.DisposeAsync().AsTask().Soon();
    }
}
