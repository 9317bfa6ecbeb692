using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Lifecycle;

public sealed class LifecycleStagesTests
{
    private readonly LifecycleStages _stages = new();
    private readonly List<string> _seen = [];

    [Fact]
    public async Task Start_FailsInAStage_LaterStagesDoNotStartAndStopUndoesTheEarlier()
    {
        Add(1);
        Add(2, failsOnStart: true);
        Add(3);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _stages.StartAsync(default));
        await _stages.StopAsync(null, default);

        Assert.Equal(["start 1", "start 2", "stop 2", "stop 1"], _seen);
    }

    [Fact]
    public async Task Stop_AParticipantFails_TheOthersStop()
    {
        var failed = new List<string>();
        Add(1);
        Add(2, failsOnStop: true);
        await _stages.StartAsync(default);

        await _stages.StopAsync((name, _) => failed.Add(name), default);

        Assert.Equal(["start 1", "start 2", "stop 2", "stop 1"], _seen);
        Assert.Equal(["2"], failed);
    }

    [Fact]
    public async Task Stop_Twice_StopsOnce()
    {
        Add(1);
        await _stages.StartAsync(default);

        await _stages.StopAsync(null, default);
        await _stages.StopAsync(null, default);

        Assert.Equal(["start 1", "stop 1"], _seen);
    }

    [Fact]
    public async Task Subscription_Disposed_TakesNoPart()
    {
        Add(1).Dispose();

        await _stages.StartAsync(default);

        Assert.Empty(_seen);
    }

    private IDisposable Add(int stage, bool failsOnStart = false, bool failsOnStop = false) => _stages.Subscribe(
        $"{stage}",
        stage,
        _ => Record($"start {stage}", failsOnStart),
        _ => Record($"stop {stage}", failsOnStop));

    private Task Record(string entry, bool fails)
    {
        _seen.Add(entry);
        return fails ? Task.FromException(new InvalidOperationException(entry)) : Task.CompletedTask;
    }
}
