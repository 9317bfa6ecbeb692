using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Everywhere;

/// <summary>What those who record functions wait for.</summary>
public sealed class JoinPausesTests
{
    private readonly ManualTime _time = new();
    private readonly JoinPauses _pauses;

    public JoinPausesTests() => _pauses = new JoinPauses(_time);

    [Fact]
    public void Current_SentBackOnce_IsNothing()
    {
        Assert.Null(_pauses.Current());
        _pauses.SentBack(3);
        Assert.Null(_pauses.Current());
    }

    [Theory]
    [InlineData(0, 2, 10)]
    [InlineData(0, 3, 20)]
    [InlineData(0, 6, 160)]
    [InlineData(0, 12, 10_000)]
    [InlineData(0, 2_000, 10_000)]
    [InlineData(4, 2, 10)]
    [InlineData(100, 2, 200)]
    [InlineData(100, 3, 400)]
    [InlineData(100, 2_000, 10_000)]
    [InlineData(100_000, 2, 10_000)]
    public async Task Current_SentBackAgain_TakesMoreAndMoreOfWhatTheProcessTook(int taken, int returns, int pauseMilliseconds)
    {
        for (int i = 0; i < returns; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(taken));
            _pauses.SentBack(3);
        }

        Task pause = Assert.IsAssignableFrom<Task>(_pauses.Current());
        _time.Advance(TimeSpan.FromMilliseconds(pauseMilliseconds - 1));
        Assert.False(pause.IsCompleted);
        Assert.NotNull(_pauses.Current());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_pauses.Current());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => pause);
    }

    [Fact]
    public async Task End_OfTheProcess_EndsThePauseAtOnce()
    {
        SendBackTwice(3);
        Task pause = Assert.IsAssignableFrom<Task>(_pauses.Current());
        _pauses.End(4);
        Assert.False(pause.IsCompleted);
        _pauses.End(3);
        await pause;
        Assert.Null(_pauses.Current());
        _pauses.SentBack(3);
        Assert.Null(_pauses.Current());
    }

    [Fact]
    public async Task Current_SeveralProcesses_IsThePauseThatEndsLast()
    {
        SendBackTwice(3);
        SendBackTwice(4);
        _pauses.SentBack(4);
        Task pause = Assert.IsAssignableFrom<Task>(_pauses.Current());
        _pauses.End(3);
        Assert.False(pause.IsCompleted);
        SendBackTwice(3);
        _pauses.End(4);
        await pause;
        Assert.NotNull(_pauses.Current());
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Null(_pauses.Current());
    }

    private void SendBackTwice(int pid)
    {
        _pauses.SentBack(pid);
        _pauses.SentBack(pid);
    }
}
