using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.ClusterManagers;

/// <summary>Managers that block, and do not look at their token.</summary>
public sealed class HangingManagerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task RunAsync_ManagerBlocks_IsLeftBehindAndItsLateProcessIsKilled()
    {
        using var gate = new ManualResetEventSlim();
        var late = new FakeProcess(2);
        var run = NewRun(new ScriptedManager((_, _, _) =>
        {
            gate.Wait(Limits.Wait, CancellationToken.None);
            return AsyncEnumerable.Repeat(new LaunchResult(late), 1);
        }));
        LaunchResult result = Assert.Single(await run.RunAsync(CancellationToken.None).Soon());
        Assert.IsType<TimeoutException>(result.Error);
        Assert.False(late.IsKilled);
        gate.Set();
        await late.Exited.Soon();
        Assert.True(late.IsKilled);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileTheManagerBlocks_Ends()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var run = NewRun(new ScriptedManager((_, _, _) =>
        {
            cancellation.Cancel();
            gate.Wait(Limits.Wait, CancellationToken.None);
            return AsyncEnumerable.Empty<LaunchResult>();
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(cancellation.Token).Soon());
        gate.Set();
    }

    [Fact]
    public async Task RunAsync_ResultsWithoutEndThatNobodyWants_TimeoutEndsIt()
    {
        var run = NewRun(new ScriptedManager((_, _, _) => AsyncEnumerable.InfiniteSequence(0, 0).Select(_ => (LaunchResult)null!)));
        Assert.IsType<TimeoutException>(Assert.Single(await run.RunAsync(CancellationToken.None).Soon()).Error);
        Assert.NotEmpty(run.Faults);
    }

    [Fact]
    public async Task TellAsync_ManagerBlocks_NextOperationsFollow()
    {
        using var gate = new ManualResetEventSlim();
        var told = new ConcurrentQueue<ManageOperation>();
        var manager = new ScriptedManager((_, _, _) => null!)
        {
            Manage = (_, operation, _) =>
            {
                told.Enqueue(operation);
                if (operation == ManageOperation.Register)
                {
                    gate.Wait(Limits.Wait, CancellationToken.None);
                }

                return Task.CompletedTask;
            },
        };
        WorkerManagement management = NewManagement(manager, new FakeProcess(2));
        await management.TellAsync(ManageOperation.Register).Soon();
        await management.TellAsync(ManageOperation.Deregister).Soon();
        await management.TellAsync(ManageOperation.Deregister).Soon();
        await management.TellAsync(ManageOperation.Finalize).Soon();
        await management.TellAsync(ManageOperation.Register).Soon();
        Assert.Equal([ManageOperation.Register, ManageOperation.Deregister, ManageOperation.Finalize], told);
        gate.Set();
    }

    [Fact]
    public async Task TellAsync_WorkerThatNeverJoined_IsNotDeregistered()
    {
        var told = new ConcurrentQueue<ManageOperation>();
        var manager = new ScriptedManager((_, _, _) => null!)
        {
            Manage = (_, operation, _) =>
            {
                told.Enqueue(operation);
                return Task.CompletedTask;
            },
        };
        WorkerManagement management = NewManagement(manager, new FakeProcess(2));
        await management.TellAsync(ManageOperation.Deregister).Soon();
        await management.TellAsync(ManageOperation.Finalize).Soon();
        Assert.Equal([ManageOperation.Finalize], told);
    }

    [Fact]
    public async Task KillAsync_ManagerBlocks_ProcessIsKilledAllTheSame()
    {
        using var gate = new ManualResetEventSlim();
        var process = new FakeProcess(2);
        var manager = new ScriptedManager((_, _, _) => null!)
        {
            Kill = _ =>
            {
                gate.Wait(Limits.Wait, CancellationToken.None);
                return Task.CompletedTask;
            },
        };
        await NewManagement(manager, process).KillAsync().Soon();
        Assert.True(process.IsKilled);
        gate.Set();
    }

    private static WorkerManagement NewManagement(IClusterManager manager, IWorkerProcess process) =>
        new(manager, process, WorkerConfig.Empty, TimeProvider.System, NullLogger.Instance) { Patience = Short };

    private static LaunchRun NewRun(IClusterManager manager) => new(
        manager,
        [new WorkerLaunch(2, new byte[] { 1 })],
        new LaunchedWorkers(TimeProvider.System, NullLogger<LaunchedWorkers>.Instance),
        Short,
        TimeProvider.System,
        NullLogger.Instance)
    { Grace = Short };
}
