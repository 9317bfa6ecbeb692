using Orleans.Runtime;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Scheduling;

namespace Orleans.Embedded.Tests.Membership;

public sealed class FenceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Fence _fence = new();

    [Fact]
    public async Task OpenUntil_ATimeThatPassed_TurnsWaitUntilItOpensAgain()
    {
        var ran = new TaskCompletionSource();
        var runner = new Runner(_fence);
        var scheduler = new TurnScheduler(runner);
        _fence.OpenUntil(Environment.TickCount64 - 1);

        scheduler.Post(ran.SetResult);
        await runner.HeldBack.Task.WaitAsync(Limit);
        Assert.False(ran.Task.IsCompleted);
        _fence.OpenUntil(long.MaxValue);

        await ran.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task End_ThenOpenUntil_NoTurnRunsEver()
    {
        bool ran = false;
        var runner = new Runner(_fence);
        var scheduler = new TurnScheduler(runner);

        _fence.End();
        scheduler.Post(() => ran = true);
        await runner.HeldBack.Task.WaitAsync(Limit);
        _fence.OpenUntil(long.MaxValue);

        Assert.False(_fence.MayRun(scheduler, Environment.TickCount64));
        Assert.False(ran);
    }

    private sealed class Runner(Fence fence) : ITurnRunner
    {
        public TaskCompletionSource HeldBack { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IGrainContext Context => null!;

        public void RunTurn(Request request) => throw new NotSupportedException();

        public void OnTurnFailed(Exception error) => throw new InvalidOperationException("No turn is expected to fail.", error);

        public bool MayRunTurns(TurnScheduler scheduler, long now)
        {
            bool may = fence.MayRun(scheduler, now);
            if (!may)
            {
                HeldBack.TrySetResult();
            }

            return may;
        }
    }
}
