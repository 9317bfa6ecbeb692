using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Mapping;

/// <summary>What a worker does with a batch of items: the user's function on each, one after the other.</summary>
internal sealed class MapInvocation<TSource, TResult>(Delegate function, TSource[] items) : Invocation<MapBatchResult<TResult>>
{
    [PathName]
    private readonly Delegate _function = function;

    [PathName("the items")]
    private readonly TSource[] _items = items;

    public override string Name => FunctionName.Of(_function);

    public override ValueTask<MapBatchResult<TResult>> InvokeAsync(IRunningCall call) => new(ApplyAsync(call));

    private async Task<MapBatchResult<TResult>> ApplyAsync(IRunningCall call)
    {
        CancellationToken cancellationToken = call.Cancellation;
        var results = new List<TResult>(_items.Length);
        try
        {
            foreach (TSource item in _items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await call.WaitUntilMayRunAsync();
                results.Add(_function is Func<TSource, Task<TResult>> asynchronous
                    ? await asynchronous(item)
                    : ((Func<TSource, TResult>)_function)(item));
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new MapBatchResult<TResult>([.. results], RemoteFault.Capture(Cluster.Current.MyId, e));
        }

        return new MapBatchResult<TResult>([.. results], null);
    }
}
