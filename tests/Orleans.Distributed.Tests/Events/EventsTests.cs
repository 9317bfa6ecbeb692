using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Events;

public sealed class EventsTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Events_FromAnyProcess_BeginWithWhoIsThereAndMissNothing(int observer)
    {
        await using IAsyncEnumerator<WorkerEvent> events = _cluster[observer].Events.GetAsyncEnumerator();

        // All of this happens before the first event is read.
        await _cluster.AddProcsAsync(2).Soon();
        await Head.RmProcsAsync([3]).Soon();
        await _cluster.KillAsync(4).Soon();

        var two = Assert.IsType<WorkerJoined>(await NextAsync(events));
        Assert.Equal((2, Environment.ProcessId), (two.Pid, two.Process.OsProcessId));
        var seen = new List<WorkerEvent>();
        do
        {
            seen.Add(await NextAsync(events));
        }
        while (seen[^1].State != WorkerState.Exterminated);

        Assert.Equal(
            [WorkerState.Connected, WorkerState.Terminating, WorkerState.Terminated], seen.Where(e => e.Pid == 3).Select(e => e.State));
        Assert.Equal([WorkerState.Connected, WorkerState.Exterminated], seen.Where(e => e.Pid == 4).Select(e => e.State));
        Assert.Equal(ProcessExitReason.Removed, seen.OfType<WorkerExited>().Single(e => e.Pid == 3).Exit.Reason);
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task Events_TwoReaders_BothGetAll()
    {
        await using IAsyncEnumerator<WorkerEvent> first = Head.Events.GetAsyncEnumerator();
        await using IAsyncEnumerator<WorkerEvent> second = Head.Events.GetAsyncEnumerator();

        await _cluster.AddProcsAsync(1).Soon();

        foreach (IAsyncEnumerator<WorkerEvent> events in (IAsyncEnumerator<WorkerEvent>[])[first, second])
        {
            Assert.Equal(2, (await NextAsync(events)).Pid);
            Assert.Equal(3, (await NextAsync(events)).Pid);
        }
    }

    [Fact]
    public async Task Events_WorkerThatIsBeingRemoved_IsTerminating()
    {
        var begun = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Head.AddWorkerExitingCallback(async _ =>
        {
            begun.SetResult();
            await release.Task;
        });
        Task removing = Head.RmProcsAsync([2]);
        await begun.Task.Soon();

        await using IAsyncEnumerator<WorkerEvent> events = Head.Events.GetAsyncEnumerator();
        Assert.IsType<WorkerJoined>(await NextAsync(events));
        Assert.IsType<WorkerExiting>(await NextAsync(events));
        Assert.Equal(WorkerState.Terminating, Head.GetWorkerState(2));
        Assert.Equal(WorkerState.Terminating, Head.Processes[1].State);
        release.SetResult();
        await removing.Soon();

        Assert.Equal(WorkerState.Terminated, Assert.IsType<WorkerExited>(await NextAsync(events)).State);
    }

    [Fact]
    public async Task Events_ClusterIsDisposed_End()
    {
        await using IAsyncEnumerator<WorkerEvent> head = Head.Events.GetAsyncEnumerator();
        await using IAsyncEnumerator<WorkerEvent> worker = _cluster[2].Events.GetAsyncEnumerator();
        IAsyncEnumerable<WorkerEvent> late = Head.Events;

        await _cluster.DisposeAsync().AsTask().Soon();

        await EndsSoonAsync(head);
        await EndsSoonAsync(worker);
        await EndsSoonAsync(late.GetAsyncEnumerator());
    }

    [Fact]
    public async Task Events_ProcessIsRemoved_EndThere()
    {
        await using IAsyncEnumerator<WorkerEvent> events = _cluster[2].Events.GetAsyncEnumerator();

        await Head.RmProcsAsync([2]).Soon();

        await EndsSoonAsync(events);
    }

    [Fact]
    public async Task Events_ReaderIsCancelled_EndsWithThat()
    {
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<WorkerEvent> events = Head.Events.GetAsyncEnumerator(cancellation.Token);
        await NextAsync(events);
        Task<bool> next = events.MoveNextAsync().AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    [Fact]
    public async Task Events_ReaderStops_GetsNothingMore()
    {
        await foreach (WorkerEvent change in Head.Events)
        {
            Assert.Equal(2, change.Pid);
            break;
        }

        IAsyncEnumerator<WorkerEvent> events = Head.Events.GetAsyncEnumerator();
        await events.DisposeAsync();
        await _cluster.AddProcsAsync(1).Soon();

        // What it had got before it stopped can be read, and then it ends.
        Assert.Equal(2, (await NextAsync(events)).Pid);
        await EndsSoonAsync(events);
        Assert.Throws<InvalidOperationException>(() => events.Current);
    }

    [Fact]
    public async Task Events_WorkerThatDoesNotStart_AreNone()
    {
        await using IAsyncEnumerator<WorkerEvent> events = Head.Events.GetAsyncEnumerator();
        await NextAsync(events);

        var launching = new List<WorkerState>();
        var manager = new UnableManager(pid => launching.Add(Head.GetWorkerState(pid)));
        await Assert.ThrowsAsync<AddProcsException>(() => Head.AddProcsAsync(manager, 1).Soon());
        await _cluster.AddProcsAsync(1).Soon();

        Assert.Equal(4, (await NextAsync(events)).Pid);
        Assert.Equal([WorkerState.Created], launching);
        Assert.Equal(WorkerState.Exterminated, Head.GetWorkerState(3));
        Assert.Equal(WorkerState.Unknown, Head.GetWorkerState(17));
        Assert.Equal(WorkerState.Unknown, Head.GetWorkerState(-1));
    }

    private static async Task<WorkerEvent> NextAsync(IAsyncEnumerator<WorkerEvent> events)
    {
        Assert.True(await events.MoveNextAsync().AsTask().Soon());
        return events.Current;
    }

    private static async Task EndsSoonAsync(IAsyncEnumerator<WorkerEvent> events)
    {
        while (await events.MoveNextAsync().AsTask().Soon())
        {
            // What came before the end.
        }
    }
}
