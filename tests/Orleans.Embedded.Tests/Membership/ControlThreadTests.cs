using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Membership;

namespace Orleans.Embedded.Tests.Membership;

public sealed class ControlThreadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ControlThread _control = new("Control of a test", NullLogger.Instance);

    public void Dispose() => _control.Dispose();

    [Fact]
    public async Task Post_Several_RunInOrderOnOneThreadThatIsNotOfThePool()
    {
        var done = new TaskCompletionSource();
        var seen = new List<(int Number, int Thread, bool Pool)>();
        for (int i = 0; i < 100; i++)
        {
            int number = i;
            _control.Post(() => seen.Add((number, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)));
        }

        _control.Post(done.SetResult);
        await done.Task.WaitAsync(Limit);

        Assert.Equal(Enumerable.Range(0, 100), seen.Select(entry => entry.Number));
        Assert.Single(seen.Select(entry => entry.Thread).Distinct());
        Assert.DoesNotContain(seen, entry => entry.Pool);
    }

    [Fact]
    public async Task Post_ActionThatThrows_TheNextRuns()
    {
        var done = new TaskCompletionSource();

        _control.Post(() => throw new InvalidOperationException("on purpose"));
        _control.Post(done.SetResult);

        await done.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task Repeat_ActionThatThrows_RunsAgain()
    {
        var done = new TaskCompletionSource();
        int runs = 0;

        _control.Repeat(() => TimeSpan.FromMilliseconds(1), () =>
        {
            if (++runs == 3)
            {
                done.TrySetResult();
            }

            throw new InvalidOperationException("on purpose");
        });

        await done.Task.WaitAsync(Limit);
    }

    [Fact]
    public async Task PostLater_ShorterDelayAfterLonger_RunsFirst()
    {
        var done = new TaskCompletionSource();
        var order = new List<int>();

        _control.PostLater(TimeSpan.FromMilliseconds(60), () =>
        {
            order.Add(60);
            done.SetResult();
        });
        _control.PostLater(TimeSpan.FromMilliseconds(10), () => order.Add(10));
        await done.Task.WaitAsync(Limit);

        Assert.Equal([10, 60], order);
    }

    [Fact]
    public async Task Dispose_FromItsOwnThread_DoesNotWaitForItself()
    {
        var done = new TaskCompletionSource();

        _control.Post(() =>
        {
            _control.Dispose();
            done.SetResult();
        });

        await done.Task.WaitAsync(Limit);
    }
}
