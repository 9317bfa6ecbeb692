using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests.Cluster;

/// <summary>A place where code of the application blocks until a test lets it go on.</summary>
public sealed class Stall
{
    private static readonly ConcurrentDictionary<string, Stall> All = new();

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when something blocks here.</summary>
    public Task Entered => _entered.Task;

    public static Stall Of(string key) => All.GetOrAdd(key, static _ => new Stall());

    public void Open() => _open.TrySetResult();

    /// <summary>Waits without blocking.</summary>
    public Task EnterAsync()
    {
        _entered.TrySetResult();
        return _open.Task;
    }

    public void Enter()
    {
        _entered.TrySetResult();
        _open.Task.Wait();
    }
}
