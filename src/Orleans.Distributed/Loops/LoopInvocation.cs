using System.Diagnostics;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Mapping;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Loops;

/// <summary>What a worker does with a chunk: the body for each iteration, one after the other, and the fold of what it returns.</summary>
internal sealed class LoopInvocation<TItem, TResult>(
    FunctionReference body, MapFunction<TItem, TResult> form, FunctionReference? reducer, LoopChunk<TItem> chunk, bool isAutomatic)
    : Invocation<LoopReply<TResult>>
{
    /// <summary>After how long a chunk of measured size ends: its iterations take longer than those that it was measured by.</summary>
    private static readonly TimeSpan LongestChunk = TimeSpan.FromMilliseconds(50);

    private readonly FunctionReference _body = body;
    private readonly MapFunction<TItem, TResult> _form = form;
    private readonly FunctionReference? _reducer = reducer;
    private readonly LoopChunk<TItem> _chunk = chunk;
    private readonly bool _isAutomatic = isAutomatic;

    public override string Name => _body.Name;

    public override ValueTask<LoopReply<TResult>> InvokeAsync(IRunningCall call) =>
        new(RunAsync(_body.Resolve(), (Func<TResult, TResult, TResult>?)_reducer?.Resolve(), call));

    private async Task<LoopReply<TResult>> RunAsync(Delegate body, Func<TResult, TResult, TResult>? reducer, IRunningCall call)
    {
        FlowingContext context = FlowingContext.Capture();
        CancellationToken cancellation = call.Cancellation;
        TResult result = default!;
        long start = Stopwatch.GetTimestamp();
        long done = 0;
        try
        {
            while (done < _chunk.Count && !(_isAutomatic && done > 0 && Stopwatch.GetElapsedTime(start) > LongestChunk))
            {
                cancellation.ThrowIfCancellationRequested();
                await call.WaitUntilMayRunAsync();
                ValueTask<TResult> running = _form.InvokeAsync(body, _chunk[done], cancellation);
                TResult next = running.IsCompletedSuccessfully ? running.Result : await running;
                if (reducer is not null)
                {
                    result = done == 0 ? next : reducer(result, next);
                }

                done++;
                context.Restore();
            }

            return new LoopReply<TResult>(done, result, null);
        }
        catch (Exception e)
        {
            int pid = Cluster.Current.MyId;
            Exception failure = e is OperationCanceledException && cancellation.IsCancellationRequested ? new CallInterruptedException(pid, Name, e) : e;
            return new LoopReply<TResult>(done, default!, RemoteFault.Capture(pid, failure));
        }
    }
}
