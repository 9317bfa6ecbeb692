namespace Orleans.Distributed.Mapping;

/// <summary>What a worker does with a batch of items: the user's function on each, one after the other.</summary>
internal sealed class MapBatch<TSource, TResult>(Delegate function)
{
    private readonly Delegate _function = function;

    /// <summary>The results as far as the items succeeded, and the failure of the first one that did not.</summary>
    public async Task<MapBatchResult<TResult>> ApplyAsync(TSource[] items, CancellationToken cancellationToken)
    {
        var results = new List<TResult>(items.Length);
        try
        {
            foreach (TSource item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results.Add(_function is Func<TSource, Task<TResult>> asynchronous
                    ? await asynchronous(item)
                    : ((Func<TSource, TResult>)_function)(item));
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new MapBatchResult<TResult>([.. results], Calls.RemoteFault.Capture(Cluster.Current.MyId, e));
        }

        return new MapBatchResult<TResult>([.. results], null);
    }
}
