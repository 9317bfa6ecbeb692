using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>A function that processes run before they join, until this is disposed. Nothing happens when it is forgotten.</summary>
public sealed class EverywhereRegistration : IAsyncDisposable
{
    private readonly DistributedCluster _cluster;
    private long _number;

    internal EverywhereRegistration(DistributedCluster cluster, long number)
    {
        _cluster = cluster;
        _number = number;
    }

    /// <summary>
    /// Takes the function back: processes that join from now on do not run it. One that is joining just now may. Doing so again does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var removing = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        UserCodeThread.Ensure(static given => given.Removing.SetResult(given.Self.RemoveAsync()), (Self: this, Removing: removing));
        await (await removing.Task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task RemoveAsync()
    {
        long number = Interlocked.Exchange(ref _number, 0);
        if (number != 0)
        {
            await _cluster.Calls.InvokeAsync(1, new RecordRemoval(number), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
