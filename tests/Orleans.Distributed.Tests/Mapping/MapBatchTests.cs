using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Mapping;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

public sealed class MapBatchTests
{
    [Fact]
    public async Task InvokeAsync_MayNotRunAfterTheFirstItem_SecondWaits()
    {
        var call = new FencedCall();
        var seen = new List<int>();
        int Work(int item)
        {
            seen.Add(item);
            call.MayRun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return item;
        }

        Task<MapBatchResult<int>> running = NewBatch(Work, [1, 2], isAutomatic: false).InvokeAsync(call).AsTask();
        Assert.False(running.IsCompleted);
        Assert.Single(seen);
        call.MayRun!.SetResult();
        MapBatchResult<int> result = await running.Soon();
        Assert.Equal([1, 2], result.Results);
        Assert.Null(result.Faults);
    }

    [Fact]
    public async Task InvokeAsync_FunctionSetsWhatFlows_NextItemDoesNotSeeIt()
    {
        var flowing = new AsyncLocal<int>();
        int Work(int item)
        {
            int before = flowing.Value;
            flowing.Value = item;
            return before;
        }

        MapBatchResult<int> result = await NewBatch(Work, [1, 2, 3], isAutomatic: true).InvokeAsync(new FencedCall()).AsTask().Soon();
        Assert.Equal([0, 0, 0], result.Results);
    }

    private static MapBatch<int, int> NewBatch(Func<int, int> function, int[] items, bool isAutomatic) => new(
        new FunctionReference(default, function),
        new MapFunctionOfOne<int, int>(FunctionShape.Value),
        items,
        new BatchKind(Guid.NewGuid(), StopsAtFailure: true, isAutomatic),
        1);

    private sealed class FencedCall : IRunningCall
    {
        public CancellationToken Cancellation => CancellationToken.None;

        public TaskCompletionSource? MayRun { get; set; }

        public ValueTask WaitUntilMayRunAsync() => MayRun is null ? default : new ValueTask(MayRun.Task);
    }
}
