using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Everywhere;

[Collection(nameof(ThreeProcesses))]
public sealed class EverywhereTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task EverywhereAsync_All_RunsOnEachOnce()
    {
        using var notes = new Notes<int>();
        await _head.EverywhereAsync(() => notes.Add(Cluster.Current.MyId));
        Assert.Equal([1, 2, 3], notes.All.Order());
        await processes.TestCluster[2].EverywhereAsync(async () =>
        {
            await Task.Yield();
            notes.Add(Cluster.Current.MyId);
        });
        Assert.Equal([1, 1, 2, 2, 3, 3], notes.All.Order());
    }

    [Fact]
    public async Task EverywhereAsync_Values_InTheOrderOfTheList()
    {
        int[] list = await _head.EverywhereAsync([3, 1, 2, 3], () => Cluster.Current.MyId);
        Assert.Equal([3, 1, 2, 3], list);
        int[] same = await _head.EverywhereAsync([2, 2], () => Task.FromResult(Cluster.Current.MyId));
        Assert.Equal([2, 2], same);
        Assert.Equal(2, await _head.EverywhereAsync(2, () => Cluster.Current.MyId));
        Assert.Equal(2, await _head.EverywhereAsync(2, () => Task.FromResult(Cluster.Current.MyId)));
        Assert.Empty(await _head.EverywhereAsync([], () => Cluster.Current.MyId));
    }

    [Fact]
    public async Task EverywhereAsync_SomeFail_OneFailureForEachInTheOrderOfTheList()
    {
        using var notes = new Notes<int>();
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => _head.EverywhereAsync([3, 99, 1, 2], FailUnlessTwo(notes)));
        Assert.Collection(
            error.InnerExceptions,
            e => Assert.Equal((3, "no"), (((RemoteException)e).Pid, ((RemoteException)e).RemoteMessage)),
            e => Assert.Equal(99, Assert.IsType<ProcessExitedException>(e).Pid),
            e => Assert.Equal((1, "no"), (((RemoteException)e).Pid, ((RemoteException)e).RemoteMessage)));
        Assert.Equal([2], notes.All);
        Assert.Contains("3 of 4 processes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverywhereAsync_Unsendable_NothingRuns()
    {
        using var notes = new Notes<int>();
        UnsendableValueException error = await Assert.ThrowsAsync<UnsendableValueException>(() => _head.EverywhereAsync([1, 2, 3], Using(new MemoryStream(), notes)));
        Assert.Contains("captured", error.Message, StringComparison.Ordinal);
        Assert.Empty(notes.All);

        // On the own process nothing is sent.
        await _head.EverywhereAsync([1], Using(new MemoryStream(), notes));
        Assert.Equal([1], notes.All);
    }

    [Fact]
    public async Task EverywhereAsync_BadInput_IsRefusedBeforeAnythingRuns()
    {
        using var notes = new Notes<int>();
        Action note = Using(1, notes);
        Assert.Throws<ArgumentNullException>(() => { _ = _head.EverywhereAsync((Action)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = _head.EverywhereAsync((Func<Task>)null!, forFuture: true); });
        Assert.Throws<ArgumentNullException>(() => { _ = _head.EverywhereAsync([2], (Action)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = _head.EverywhereAsync(2, (Action)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = _head.EverywhereAsync((int[])null!, note); });
        Assert.Throws<ArgumentNullException>(() => { _ = ((ICluster)null!).EverywhereAsync(note); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _head.EverywhereAsync([2, 0], note); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _head.EverywhereAsync([2, -3], note); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _head.EverywhereAsync(0, note); });
        using var giveUp = new CancellationTokenSource();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _head.EverywhereAsync(note, giveUp.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _head.EverywhereAsync(note, forFuture: true, giveUp.Token));
        Assert.Empty(notes.All);
    }

    [Fact]
    public async Task EverywhereAsync_Cancelled_GivesUp()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task running = _head.EverywhereAsync(gate.PassAsync, giveUp.Token);
        await gate.ArrivedAsync(3);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
    }

    private static Action FailUnlessTwo(Notes<int> notes) => () =>
    {
        if (Cluster.Current.MyId != 2)
        {
            throw new InvalidOperationException("no");
        }

        notes.Add(2);
    };

    private static Action Using(object captured, Notes<int> notes) => () => notes.Add(captured is null ? 0 : Cluster.Current.MyId);
}
