using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

[Collection(nameof(ThreeProcesses))]
public sealed class FailedTaskTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task AsynchronousCalls_ProcessIsGone_FailTheirTasks()
    {
        // Made without waiting, so that an exception thrown on the spot would end the test here.
        Task[] calls = [_head.RemoteCallFetchAsync(99, () => 1), _head.RemoteCallWaitAsync(99, () => 1), _head.CreateChannelAsync<int>(1, 99)];
        foreach (Task call in calls)
        {
            Assert.Equal(99, (await Assert.ThrowsAsync<ProcessExitedException>(() => call.Soon())).Pid);
        }
    }

    [Fact]
    public async Task AsynchronousCalls_UnsendableArgument_FailTheirTasks()
    {
        var thread = new Thread(() => { });
        Task[] calls =
        [
            _head.RemoteCallFetchAsync(2, static (object x) => x.GetHashCode(), thread),
            _head.RemoteCallWaitAsync(2, static (object x) => x.GetHashCode(), thread),
            _head.RemoteCallFetchAsync(_head.DefaultWorkerPool, static (object x) => x.GetHashCode(), thread),
            _head.RemoteCallWaitAsync(_head.DefaultWorkerPool, static (object x) => x.GetHashCode(), thread),
        ];
        foreach (Task call in calls)
        {
            await Assert.ThrowsAsync<Serialization.UnsendableValueException>(() => call.Soon());
        }
    }

    [Fact]
    public async Task WaitAsync_GivenUpManyTimes_OneWaitAtTheOwner()
    {
        using var gate = new Gate();
        Future future = _head.RemoteCall(2, gate.PassAsync);
        await gate.ArrivedAsync();
        int before = _head.Handles().Peers.Get(2).PendingCount;
        for (int i = 0; i < 20; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task waiting = future.WaitAsync(giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        }

        Assert.Equal(before + 1, _head.Handles().Peers.Get(2).PendingCount);
        gate.Open();
        await future.WaitAsync().Soon();
    }

    [Fact]
    public async Task PMapAsync_ProgressThrows_ThatIsTheFailure() =>
        Assert.Equal("no display", (await Assert.ThrowsAsync<FormatException>(
            () => _head.PMapAsync(Enumerable.Range(0, 10), x => x, new PMapOptions { Progress = new FailingProgress() }).Soon())).Message);

    private sealed class FailingProgress : IProgress<PMapProgress>
    {
        public void Report(PMapProgress value) => throw new FormatException("no display");
    }
}
