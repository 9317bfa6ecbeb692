using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.ClusterManagers;

/// <summary>Cluster managers are written by others, and some do not do what they should.</summary>
public sealed class FaultyLaunchTests : IAsyncLifetime
{
    private ICluster _head = null!;

    public async Task InitializeAsync() => _head = await Cluster.StartAsync(new DistributedOptions { JoinTimeout = TimeSpan.FromSeconds(10) });

    public async Task DisposeAsync()
    {
        // What has happened has broken nothing.
        Assert.Single(await AddAsync(new InProcessClusterManager(), 1));
        await _head.DisposeAsync();
    }

    [Fact]
    public async Task LaunchAsync_ReturnsNull_InvalidOperation()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(new ScriptedManager((_, _, _) => null!), 2));
        Assert.Equal($"The cluster manager {typeof(ScriptedManager)} returned null in place of its workers.", error.Message);
        Assert.Equal([1], _head.Procs);
    }

    [Fact]
    public async Task LaunchAsync_ThrowsAtOnce_ItsErrorComesOut()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => AddAsync(new ScriptedManager((_, _, _) => throw new IOException("no machines")), 2));
        Assert.Equal("no machines", error.Message);
        Assert.Equal([1], _head.Procs);
    }

    [Fact]
    public async Task LaunchAsync_ThrowsBeforeTheFirst_ItsErrorComesOut()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => AddAsync(new ScriptedManager((_, _, _) => FailingAsync(new IOException("no machines"))), 2));
        Assert.Equal("no machines", error.Message);
    }

    [Fact]
    public async Task LaunchAsync_ThrowsAfterTheFirst_OthersFailWithItsError()
    {
        var manager = new ScriptedManager((workers, good, token) =>
            good.LaunchAsync([workers[0]], token).Concat(FailingAsync(new IOException("no machines"))));
        AddProcsException error = await FailsAsync(manager, 3);
        Assert.Equal(["no machines", "no machines"], error.InnerExceptions.Select(e => e.Message));
        Assert.StartsWith("2 of 3 workers did not start: [3, 4]. Those that did belong to the cluster: [2].", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], _head.Procs);
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId).Soon());
    }

    [Fact]
    public async Task LaunchAsync_TwoAtTheSameTimeFailInPart_EachTellsOfItsOwn()
    {
        var manager = new ScriptedManager((workers, good, token) =>
            good.LaunchAsync([workers[1]], token).Prepend(new LaunchResult(workers[0].Pid, new IOException("no machine"))));
        AddProcsException[] errors = await Task.WhenAll(FailsAsync(manager, 2), FailsAsync(manager, 2));
        Assert.All(errors, static error =>
        {
            Assert.Equal("no machine", error.Workers[0].Error?.Message);
            Assert.Null(error.Workers[1].Error);
            Assert.Equal(error.Workers[0].Pid + 1, error.Workers[1].Pid);
        });
        Assert.Equal(errors.Select(static error => error.Workers[1].Pid).Order(), _head.Workers);
    }

    [Fact]
    public async Task LaunchAsync_GivenUpWhenSomeHaveJoined_SaysWhich()
    {
        using var giveUp = new CancellationTokenSource();
        using WorkerCallback callback = _head.AddWorkerStartedCallback(async _ =>
        {
            await giveUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, giveUp.Token);
        });
        var manager = new ScriptedManager((workers, good, token) => good.LaunchAsync([workers[1]], token));
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _head.AddProcsAsync(manager, 2, cancellationToken: giveUp.Token).Soon());
        Assert.Equal([2, 3], Assert.IsType<AddProcsException>(error.InnerException).Workers.Select(static worker => worker.Pid));
        Assert.Contains("[3]", error.Message, StringComparison.Ordinal);
        Assert.Equal([3], _head.Workers);
    }

    [Fact]
    public async Task AddProcsException_FromAnotherProcess_KeepsWhatItTells()
    {
        await AddAsync(new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token)), 1);
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallFetchAsync(2, FailInPart).Soon());
        AddProcsException all = Assert.IsType<AddProcsException>(error.InnerException);
        Assert.Equal([2, 3], all.Workers.Select(static worker => worker.Pid));
        Assert.Equal(["no machine", "bad"], all.InnerExceptions.Select(static e => e.Message));
        Assert.Same(all.InnerExceptions[0], all.Workers[1].Error);

        static void FailInPart() => throw new AddProcsException("some", [(2, null), (3, new IOException("no machine"))], [new FormatException("bad")]);
    }

    [Fact]
    public async Task LaunchAsync_TooFew_MissingOnesAreNamed()
    {
        AddProcsException error = await FailsAsync(new ScriptedManager((workers, good, token) => good.LaunchAsync([workers[1]], token)), 2);
        Assert.Contains("returned neither a process nor an error for worker 2", Assert.Single(error.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.Equal([1, 3], _head.Procs);
    }

    [Fact]
    public async Task LaunchAsync_NullAmongTheResults_IsTold()
    {
        AddProcsException error = await FailsAsync(
            new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token).Append(null!)), 2);
        Assert.Contains("returned null in place of a worker", Assert.Single(error.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], _head.Procs);
    }

    [Fact]
    public async Task LaunchAsync_WorkerThatNobodyAskedFor_IsKilled()
    {
        var stray = new FakeProcess(99);
        AddProcsException error = await FailsAsync(
            new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token).Prepend(new LaunchResult(stray))), 2);
        Assert.Contains("returned worker 99, which it was not asked for", Assert.Single(error.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.True(stray.IsKilled);
        Assert.Equal([1, 2, 3], _head.Procs);
    }

    [Fact]
    public async Task LaunchAsync_SameWorkerTwice_BothAreKilledAndItIsNoMember()
    {
        FakeProcess one = new(2), two = new(2);
        AddProcsException error = await FailsAsync(
            new ScriptedManager((workers, good, token) =>
                good.LaunchAsync([workers[1]], token).Prepend(new LaunchResult(one)).Append(new LaunchResult(two))),
            2);
        Assert.Contains("returned worker 2 more than once", Assert.Single(error.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.True(one.IsKilled);
        Assert.True(two.IsKilled);
        Assert.Equal([1, 3], _head.Procs);
    }

    [Fact]
    public async Task LaunchAsync_ProcessThatExits_ErrorTellsHow()
    {
        var process = new FakeProcess(2);
        process.Exit(17);
        AddProcsException error = await FailsAsync(new ScriptedManager((_, _, _) => AsyncEnumerable.Repeat(new LaunchResult(process), 1)), 1);
        var exited = Assert.IsType<ProcessExitedException>(Assert.Single(error.InnerExceptions));
        Assert.Equal((2, 17, CallOutcome.NotStarted), (exited.Pid, exited.Exit.ExitCode, exited.Outcome));
        Assert.Equal(["it broke"], exited.Exit.StandardError);
    }

    [Fact]
    public async Task LaunchAsync_Hangs_TimeoutAndWhatComesLaterIsKilled()
    {
        var late = new FakeProcess(3);
        var manager = new ScriptedManager((workers, good, token) => good.LaunchAsync([workers[0]], token).Concat(LateAsync(late, token)));
        AddProcsException error = await FailsAsync(manager, 2, new AddProcsOptions { JoinTimeout = TimeSpan.FromSeconds(2) });
        var timeout = Assert.IsType<TimeoutException>(Assert.Single(error.InnerExceptions));
        Assert.Contains("launched no process for worker 3 within 00:00:02", timeout.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], _head.Procs);
        await late.Exited.Soon();
        Assert.True(late.IsKilled);
    }

    [Fact]
    public async Task AddProcsAsync_CancelledWhileTheManagerWaits_WhatCameIsKilled()
    {
        var came = new FakeProcess(2);
        var waiting = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        var manager = new ScriptedManager((_, _, token) =>
            AsyncEnumerable.Repeat(new LaunchResult(came), 1).Concat(WaitingAsync(waiting, token)));
        Task adding = _head.AddProcsAsync(manager, 2, cancellationToken: cancellation.Token);
        await waiting.Task.Soon();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding.Soon());
        Assert.True(came.IsKilled);
        Assert.Equal([1], _head.Procs);
    }

    [Fact]
    public async Task ManageAndKill_Throw_NothingChangesForTheCluster()
    {
        var manager = new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token))
        {
            Manage = (_, _, _) => throw new IOException("no job system"),
            Kill = _ => throw new IOException("no job system"),
        };
        using var errors = new ErrorOutput();
        Assert.Equal([2, 3], await AddAsync(manager, 2));
        await _head.RmProcsAsync([2]).Soon();
        Assert.Equal([1, 3], _head.Procs);
    }

    [Fact]
    public async Task InterruptAsync_AtTheHead_ManagerHearsOfIt()
    {
        var interrupted = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var manager = new ScriptedManager((workers, good, token) => good.LaunchAsync(workers, token))
        {
            Manage = (pid, operation, _) =>
            {
                if (operation == ManageOperation.Interrupt)
                {
                    interrupted.TrySetResult(pid);
                }

                return Task.CompletedTask;
            },
        };
        await AddAsync(manager, 2);
        await _head.InterruptAsync(3).Soon();
        Assert.Equal(3, await interrupted.Task.Soon());
    }

    private static async IAsyncEnumerable<LaunchResult> FailingAsync(Exception error)
    {
        await Task.Yield();
        throw error;
#pragma warning disable CS0162 // Unreachable: it makes the method an iterator.
        yield break;
#pragma warning restore CS0162
    }

    private static async IAsyncEnumerable<LaunchResult> LateAsync(
        FakeProcess process, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        yield return new LaunchResult(process);
    }

    private static async IAsyncEnumerable<LaunchResult> WaitingAsync(
        TaskCompletionSource waiting, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        waiting.SetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        yield break;
    }

    private Task<IReadOnlyList<int>> AddAsync(IClusterManager manager, int count) => _head.AddProcsAsync(manager, count).Soon();

    private Task<AddProcsException> FailsAsync(IClusterManager manager, int count, AddProcsOptions? options = null) =>
        Assert.ThrowsAsync<AddProcsException>(() => _head.AddProcsAsync(manager, count, options).Soon());
}
