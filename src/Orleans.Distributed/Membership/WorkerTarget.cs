using Orleans.Distributed.Callbacks;

namespace Orleans.Distributed.Membership;

/// <summary>Brings the number of workers up to what is asked for. Callers at the same time share what is on its way.</summary>
internal sealed class WorkerTarget(LocalProcess process, ProcessTable processes, WorkerLauncher launcher, WorkerCallbacks callbacks, ClusterEnd end)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _onTheWay;

    public async Task<IReadOnlyList<int>> EnsureAsync(
        IClusterManager manager, int total, AddProcsOptions options, CancellationToken cancellationToken)
    {
        if (!process.IsHead)
        {
            throw Errors.NotHead(process.Pid);
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            end.ThrowIfBegun();
            int missing;
            Task arrival;
            lock (_gate)
            {
                int[] workers = [.. processes.View.Processes.Values.Select(m => m.Info)
                    .Where(p => p.Pid != 1 && p.State == WorkerState.Connected).Select(p => p.Pid).Order()];
                missing = total - workers.Length - _onTheWay;

                // A callback counts what is on its way: that may wait for the callback.
                if (workers.Length >= total || (missing <= 0 && CallbackScope.Of(callbacks) is not null))
                {
                    return workers;
                }

                _onTheWay += Math.Max(missing, 0);
                arrival = _arrival.Task;
            }

            if (missing > 0)
            {
                await AddAsync(manager, missing, options, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AddAsync(IClusterManager manager, int count, AddProcsOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // A copy for each launch: callbacks may change it.
            await launcher.AddAsync(manager, count, AddProcsOptionsSnapshot.Of(options), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            TaskCompletionSource arrival;
            lock (_gate)
            {
                _onTheWay -= count;
                arrival = _arrival;
                _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            arrival.SetResult();
        }
    }
}
