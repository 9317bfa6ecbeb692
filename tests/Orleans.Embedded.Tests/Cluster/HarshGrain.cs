using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class HarshGrain : Grain, IHarshGrain
{
    private readonly TaskCompletionSource _set = new();
    private int _count;
    private bool _hasWaited;

    /// <summary>What the activation of a grain waits for, by key.</summary>
    public static ConcurrentDictionary<string, Task> Gates { get; } = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Gates.TryGetValue(this.GetPrimaryKeyString(), out Task? gate) ? gate : Task.CompletedTask;

    public Task<int> Count() => Task.FromResult(++_count);

    public Task ThrowUnruled() => throw new UnruledException();

    public async Task WaitAndThrowWhenCancelled(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            cancelled.SetResult();
            throw new InvalidOperationException("on purpose");
        });
        _hasWaited = true;
        await cancelled.Task;
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task<bool> HasWaited() => Task.FromResult(_hasWaited);

    public Task WaitForSet() => _set.Task;

    public Task Set()
    {
        _set.TrySetResult();
        return Task.CompletedTask;
    }
}
