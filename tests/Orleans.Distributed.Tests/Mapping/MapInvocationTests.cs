using Orleans.Distributed.Calls;
using Orleans.Distributed.Mapping;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

public sealed class MapInvocationTests
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

        var invocation = new MapInvocation<int, int>((Func<int, int>)Work, [1, 2]);
        Task<MapBatchResult<int>> running = invocation.InvokeAsync(call).AsTask();
        Assert.False(running.IsCompleted);
        Assert.Single(seen);
        call.MayRun!.SetResult();
        MapBatchResult<int> result = await running.Soon();
        Assert.Equal([1, 2], result.Results);
    }

    private sealed class FencedCall : IRunningCall
    {
        public CancellationToken Cancellation => CancellationToken.None;

        public TaskCompletionSource? MayRun { get; set; }

        public ValueTask WaitUntilMayRunAsync() => MayRun is null ? default : new ValueTask(MayRun.Task);
    }
}
