using Orleans.Distributed.Events;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Events;

public sealed class WorkerEventQueueTests
{
    [Fact]
    public async Task Read_MoreThanFit_TellsHowManyWereDroppedAndThenTheRest()
    {
        var queue = new WorkerEventQueue(capacity: 2);
        for (int pid = 2; pid <= 6; pid++)
        {
            queue.Add(new WorkerExiting(pid));
        }

        Assert.Equal(new WorkerEventsMissed(3), await ReadAsync(queue));
        Assert.Equal(new WorkerExiting(5), await ReadAsync(queue));
        Assert.Equal(new WorkerExiting(6), await ReadAsync(queue));
        queue.Add(new WorkerExiting(7));
        Assert.Equal(new WorkerExiting(7), await ReadAsync(queue));
    }

    [Fact]
    public async Task Read_Nothing_WaitsForTheNext()
    {
        var queue = new WorkerEventQueue(2);
        Task<WorkerEvent?> reading = ReadAsync(queue);
        Assert.False(reading.IsCompleted);

        queue.Add(new WorkerExiting(2));

        Assert.Equal(new WorkerExiting(2), await reading.Soon());
    }

    [Fact]
    public async Task Complete_ReaderWaits_Ends()
    {
        var queue = new WorkerEventQueue(2);
        Task<WorkerEvent?> reading = ReadAsync(queue);

        queue.Complete();
        queue.Add(new WorkerExiting(2));

        Assert.Null(await reading.Soon());
        Assert.Null(await ReadAsync(queue).Soon());
    }

    [Fact]
    public async Task Complete_SomeAreUnread_CanStillBeRead()
    {
        var queue = new WorkerEventQueue(2);
        queue.Add(new WorkerExiting(2));

        queue.Complete();

        Assert.Equal(new WorkerExiting(2), await ReadAsync(queue).Soon());
        Assert.Null(await ReadAsync(queue).Soon());
    }

    [Fact]
    public async Task Read_Cancelled_TakesNothing()
    {
        var queue = new WorkerEventQueue(2);
        using var cancellation = new CancellationTokenSource();
        Task<WorkerEvent?> reading = queue.ReadAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());
        queue.Add(new WorkerExiting(2));

        Assert.Equal(new WorkerExiting(2), await ReadAsync(queue).Soon());
    }

    private static Task<WorkerEvent?> ReadAsync(WorkerEventQueue queue) => queue.ReadAsync(CancellationToken.None).AsTask();
}
