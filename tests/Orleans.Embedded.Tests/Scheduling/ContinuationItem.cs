using Orleans.Embedded.Tests.Networking;

namespace Orleans.Embedded.Tests.Scheduling;

/// <summary>Tells on which thread it was run.</summary>
internal sealed class ContinuationItem(Action? run = null) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<Thread> _thread = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Thread> Thread => _thread.Task.WaitAsync(Limits.Generous);

    public void Execute()
    {
        run?.Invoke();
        _thread.SetResult(System.Threading.Thread.CurrentThread);
    }
}
