using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Scheduling;

[Reentrant]
internal sealed class ShortGrain : Grain, IShortGrain
{
    public static ManualResetEventSlim Gate { get; } = new(false);

    public static SemaphoreSlim Inside { get; } = new(0);

    public async Task<(string? First, bool SameContext)> Short(byte[] argument)
    {
        string? thread = Thread.CurrentThread.Name;
        TaskScheduler scheduler = TaskScheduler.Current;
        await Task.Yield();
        return (thread, ReferenceEquals(scheduler, TaskScheduler.Current) && Thread.CurrentThread.IsThreadPoolThread);
    }

    public Task Block()
    {
        Inside.Release();
        Gate.Wait();
        return Task.CompletedTask;
    }

    public Task<string> Where() => Task.FromResult(this.GetPrimaryKeyLong().ToString(System.Globalization.CultureInfo.InvariantCulture));
}
