using Orleans.Distributed.Work;

namespace Orleans.Distributed.Loops;

/// <summary>One distributed loop from its beginning to its end.</summary>
internal static class LoopRun
{
    /// <summary>Runs the body for each iteration.</summary>
    public static async Task RunAsync<TItem, TResult>(LoopSetup<TItem, TResult> setup, CancellationToken cancellationToken)
    {
        using LoopPlan<TItem, TResult> plan = await IterateAsync(setup, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs the body for each iteration, and folds what it returns.</summary>
    public static async Task<TResult> ReduceAsync<TItem, TResult>(LoopSetup<TItem, TResult> setup, CancellationToken cancellationToken)
    {
        using LoopPlan<TItem, TResult> plan = await IterateAsync(setup, cancellationToken).ConfigureAwait(false);
        return setup.Count > 0
            ? plan.Results.Aggregate(setup.Reducer!)
            : throw new InvalidOperationException("The loop has no iterations, so there is nothing to reduce. Give a seed for that case.");
    }

    /// <summary>The same, from a first value on.</summary>
    public static async Task<TResult> ReduceAsync<TItem, TResult>(LoopSetup<TItem, TResult> setup, TResult seed, CancellationToken cancellationToken)
    {
        using LoopPlan<TItem, TResult> plan = await IterateAsync(setup, cancellationToken).ConfigureAwait(false);
        return plan.Results.Aggregate(seed, setup.Reducer!);
    }

    private static async Task<LoopPlan<TItem, TResult>> IterateAsync<TItem, TResult>(
        LoopSetup<TItem, TResult> setup, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IWorkerPool? pool = setup.Options.Pool;
        bool isOwn = Placements.IsOwn(setup.Cluster, isDistributed: true, pool);
        SentFunction? body = null;
        SentFunction? reducer = null;
        try
        {
            body = new SentFunction(setup.Cluster.Handles, setup.Body, isSent: !isOwn);
            reducer = setup.Reducer is null ? null : new SentFunction(setup.Cluster.Handles, setup.Reducer, isSent: !isOwn);
            using IPlacement<LoopPiece> placement = setup.Options.Schedule == LoopSchedule.Dynamic
                ? await Placements.ForAsync<LoopPiece>(setup.Cluster, isOwn, pool, cancellationToken).ConfigureAwait(false)
                : new FixedPlacement(setup.Cluster, await WorkersAsync(setup.Cluster, isOwn, pool, cancellationToken).ConfigureAwait(false));
            WorkRun<LoopPiece, LoopReply<TResult>>? run = null;
            var plan = new LoopPlan<TItem, TResult>(setup, placement, body, reducer) { Run = () => run! };
            run = new WorkRun<LoopPiece, LoopReply<TResult>>(
                plan, placement, setup.Cluster.Handles.Process.Time, new CancellationTokenSource());
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
            return plan;
        }
        catch
        {
            body?.Dispose();
            reducer?.Dispose();
            throw;
        }
    }

    private static async ValueTask<IReadOnlyList<int>> WorkersAsync(
        DistributedCluster cluster, bool isOwn, IWorkerPool? pool, CancellationToken cancellationToken) =>
        isOwn ? [cluster.MyId]
        : pool is null ? cluster.ProcessTable.View.LinkedWorkers(cluster.MyId)
        : await pool.GetWorkersAsync(cancellationToken).ConfigureAwait(false);
}
