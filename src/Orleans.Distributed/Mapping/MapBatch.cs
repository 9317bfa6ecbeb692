using System.Diagnostics;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Mapping;

/// <summary>What a worker does with a batch of items: the user's function on each, one after the other.</summary>
internal sealed class MapBatch<TItem, TResult>(
    FunctionReference function, MapFunction<TItem, TResult> form, TItem[] items, BatchKind kind, long number) : Invocation<MapBatchResult<TResult>>
{
    /// <summary>After how long a batch of measured size ends: its items take longer than those that it was measured by.</summary>
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMilliseconds(50);

    private readonly FunctionReference _function = function;
    private readonly MapFunction<TItem, TResult> _form = form;

    [Serialization.PathName("the items")]
    private readonly TItem[] _items = items;

    private readonly BatchKind _kind = kind;
    private readonly long _number = number;

    public override string Name => _function.Name;

    public override ValueTask<MapBatchResult<TResult>> InvokeAsync(IRunningCall call) => new(ApplyAsync(_function.Resolve(), call));

    private async Task<MapBatchResult<TResult>> ApplyAsync(Delegate resolved, IRunningCall call)
    {
        var progress = new BatchProgress(_items.Length);
        if (!_kind.IsAutomatic || _items.Length == 1)
        {
            return await ApplyAsync(resolved, call, progress);
        }

        BatchProgress.Add((_kind.Map, _number), progress);
        try
        {
            return await ApplyAsync(resolved, call, progress);
        }
        finally
        {
            BatchProgress.Remove((_kind.Map, _number));
        }
    }

    private async Task<MapBatchResult<TResult>> ApplyAsync(Delegate resolved, IRunningCall call, BatchProgress progress)
    {
        FlowingContext context = FlowingContext.Capture();
        CancellationToken cancellation = call.Cancellation;
        var results = new TResult[_items.Length];
        List<ItemFault>? faults = null;
        int begun = 0;
        long start = Stopwatch.GetTimestamp();
        while ((begun == 0 || !_kind.IsAutomatic || Stopwatch.GetElapsedTime(start) < LongestBatch) && progress.TryBegin(out int offset))
        {
            begun++;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                await call.WaitUntilMayRunAsync();
                ValueTask<TResult> running = _form.InvokeAsync(resolved, _items[offset], cancellation);
                results[offset] = running.IsCompletedSuccessfully ? running.Result : await running;
            }
            catch (Exception e)
            {
                int pid = Cluster.Current.MyId;
                Exception failure = e is OperationCanceledException && cancellation.IsCancellationRequested ? new CallInterruptedException(pid, Name, e) : e;
                (faults ??= []).Add(new ItemFault(offset, RemoteFault.Capture(pid, failure)));
                if (_kind.StopsAtFailure || cancellation.IsCancellationRequested)
                {
                    break;
                }
            }

            context.Restore();
        }

        return new MapBatchResult<TResult>(begun == results.Length ? results : results[..begun], faults?.ToArray());
    }
}
