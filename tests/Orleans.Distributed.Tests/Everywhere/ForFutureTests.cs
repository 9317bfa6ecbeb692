using Orleans.Distributed.Everywhere;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Everywhere;

/// <summary>Functions that processes run before they join.</summary>
public sealed class ForFutureTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EverywhereAsync_ForFuture_RunsOnceInEachProcessThatIsOrComes(int caller)
    {
        using var notes = new Notes<string>();
        await _cluster[caller].EverywhereAsync(() => notes.Add($"a{Cluster.Current.MyId}"), forFuture: true);
        await _cluster[caller].EverywhereAsync(() => Note(notes), forFuture: true);
        Assert.Equal(["a1", "a2", "b1", "b2"], notes.All.Order());
        await _cluster.AddProcsAsync(2);
        foreach (int pid in new[] { 3, 4 })
        {
            Assert.Equal([$"a{pid}", $"b{pid}"], notes.All.Where(n => n.EndsWith((char)('0' + pid))));
        }

        Assert.Equal(8, notes.All.Length);
    }

    [Fact]
    public async Task EverywhereAsync_ForFuture_RunsBeforeAnybodyKnowsTheProcess()
    {
        using var notes = new Notes<int[]>();
        using var arrived = new Gate();
        WorkerPool pool = Head.DefaultWorkerPool;
        Assert.Equal(2, await pool.TakeAsync());
        Task<int> waiting = pool.TakeAsync().AsTask();
        await Head.EverywhereAsync(Meet(arrived, notes), forFuture: true).Soon();
        Task<IReadOnlyList<int>> adding = _cluster.AddProcsAsync(1);
        await arrived.ArrivedAsync();

        // It knows the others, and can call them; they do not know it yet.
        int[] known = Assert.Single(await notes.CountedAsync(1));
        Assert.Equal([1, 2], known);
        Assert.Equal([1, 2], Head.Procs);
        Assert.Equal([1, 2], _cluster[2].Procs);
        Assert.False(adding.IsCompleted);
        Assert.False(waiting.IsCompleted);
        arrived.Open();
        Assert.Equal([3], await adding.Soon());
        Assert.Equal(3, await waiting.Soon());
        pool.Return(2);
        pool.Return(3);
    }

    [Fact]
    public async Task EverywhereAsync_WhileAProcessPrepares_RunsThereToo()
    {
        using var notes = new Notes<int>();
        using var arrived = new Gate();
        using var ignored = new Notes<int[]>();
        await Head.EverywhereAsync(Meet(arrived, ignored), forFuture: true);
        Task<IReadOnlyList<int>> adding = _cluster.AddProcsAsync(1);
        await arrived.ArrivedAsync();
        await Head.EverywhereAsync(() => notes.Add(Cluster.Current.MyId), forFuture: true);
        Assert.Equal([1, 2], notes.All.Order());
        arrived.Open();
        await adding.Soon();
        Assert.Equal([1, 2, 3], notes.All.Order());
    }

    [Fact]
    public async Task EverywhereAsync_BesidesJoins_RunsOnceEverywhere()
    {
        using var notes = new Notes<(int Function, int Pid)>();
        Task<IReadOnlyList<int>> adding = _cluster.AddProcsAsync(3);
        int functions = 0;
        while (!adding.IsCompleted)
        {
            int number = functions++;
            await Head.EverywhereAsync(NoteOf(notes, number), forFuture: true).Soon();
        }

        await adding;
        foreach (int number in Enumerable.Range(0, functions))
        {
            Assert.Equal([1, 2, 3, 4, 5], notes.All.Where(n => n.Function == number).Select(n => n.Pid).Order());
        }
    }

    [Fact]
    public async Task EverywhereAsync_ManyRecordWithoutPause_JoinersAreTakenIn()
    {
        using var notes = new Notes<(int Function, int Pid)>();
        Task<IReadOnlyList<int>> adding = _cluster.AddProcsAsync(2);
        int functions = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!adding.IsCompleted)
            {
                await Head.EverywhereAsync(NoteOf(notes, Interlocked.Increment(ref functions)), forFuture: true);
            }
        })).Soon();
        Assert.Equal([3, 4], (await adding).Order());
        ILookup<int, int> pids = notes.All.ToLookup(n => n.Function, n => n.Pid);
        Assert.Equal(functions, pids.Count);
        Assert.All(pids, function => Assert.Equal([1, 2, 3, 4], function.Order()));
    }

    [Fact]
    public async Task EverywhereAsync_CapturedVariableChanges_JoinersGetItAsItWas()
    {
        using var notes = new Notes<int>();
        int value = 1;
        await Head.EverywhereAsync(() => notes.Add(value), forFuture: true);
        value = 2;
        await _cluster.AddProcsAsync(1);
        Assert.Equal([1, 1, 1], notes.All);
    }

    [Fact]
    public async Task DisposeAsync_Registration_JoinersDoNotRunIt()
    {
        using var notes = new Notes<int>();
        EverywhereRegistration registration = await _cluster[2].EverywhereAsync(() => notes.Add(Cluster.Current.MyId), forFuture: true);
        await using EverywhereRegistration none = await Head.EverywhereAsync(() => notes.Add(Cluster.Current.MyId), forFuture: false);
        await registration.DisposeAsync();
        await registration.DisposeAsync();
        await _cluster.AddProcsAsync(1);
        Assert.Equal([1, 1, 2, 2], notes.All.Order());
    }

    [Fact]
    public async Task AddProcsAsync_FunctionFailsThere_IsTheFailureOfTheStart()
    {
        EverywhereRegistration registration = await Head.EverywhereAsync(FailOn(3), forFuture: true);
        AddProcsException error = await Assert.ThrowsAsync<AddProcsException>(() => _cluster.AddProcsAsync(2));
        RemoteException failure = Assert.IsType<RemoteException>(Assert.Single(error.InnerExceptions));
        Assert.Equal((3, "Not here."), (failure.Pid, failure.RemoteMessage));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
        Assert.Equal([1, 2, 4], Head.Procs);
        await registration.DisposeAsync();
        Assert.Equal([5], await _cluster.AddProcsAsync(1));
    }

    [Fact]
    public async Task EverywhereAsync_FailsOnAMember_IsNotRecorded()
    {
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => Head.EverywhereAsync(FailOn(2), forFuture: true));
        Assert.Equal(2, Assert.IsType<RemoteException>(Assert.Single(error.InnerExceptions)).Pid);
        Assert.Equal(0, Records(Head).Count);
        Assert.Equal([3], await _cluster.AddProcsAsync(1));
    }

    [Fact]
    public async Task EverywhereAsync_CancelledOrUnsendable_IsNotRecorded()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task running = Head.EverywhereAsync(gate.PassAsync, forFuture: true, giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Soon());
        await WaitExtensions.HoldsSoon(() => Records(Head).Count == 0);
        object captured = new MemoryStream();
        await Assert.ThrowsAsync<Serialization.UnsendableValueException>(() => Head.EverywhereAsync(() => { _ = captured.ToString(); }, forFuture: true));
        await Assert.ThrowsAsync<Serialization.UnsendableValueException>(
            () => _cluster[2].EverywhereAsync(() => { _ = captured.ToString(); }, forFuture: true));
        Assert.Equal(0, Records(Head).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EverywhereAsync_CancelledWhileItWaitsForAJoin_IsNotRecorded(int caller)
    {
        using var giveUp = new CancellationTokenSource();
        EverywhereRecords records = Records(Head);
        await Head.EverywhereAsync(() => { }, forFuture: true);
        for (int i = 0; i < 12; i++)
        {
            Assert.False(records.Admits(7, runThrough: 0));
        }

        Task recording = _cluster[caller].EverywhereAsync(() => { }, forFuture: true, giveUp.Token);
        Assert.False(recording.IsCompleted);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording.Soon());

        // The process has joined: what was called off is recorded now, and taken back.
        Assert.True(records.Admits(7, runThrough: 1));
        await WaitExtensions.HoldsSoon(() => records.After(0).Through == 2 && records.Count == 1);
    }

    [Fact]
    public async Task Records_HoldHandles_AsLongAsTheyAreThere()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(10);
        EverywhereRegistration registration = await Head.EverywhereAsync(() => channel.PutAsync(Cluster.Current.MyId), forFuture: true);
        await _cluster.AddProcsAsync(1);
        int[] put = [await channel.TakeAsync(), await channel.TakeAsync(), await channel.TakeAsync()];
        Assert.Equal([1, 2, 3], put.Order());
        await registration.DisposeAsync();
    }

    private static EverywhereRecords Records(ICluster cluster) => DistributedCluster.From(cluster).Services.Recorder.Records;

    private static Func<Task> Meet(Gate arrived, Notes<int[]> notes) => async () =>
    {
        if (Cluster.Current.MyId > 2)
        {
            notes.Add([.. Cluster.Current.Procs]);
            Assert.Equal(2, await Cluster.Current.RemoteCallFetchAsync(2, () => Cluster.Current.MyId));
            await arrived.PassAsync();
        }
    };

    private static Action FailOn(int pid) => () =>
    {
        if (Cluster.Current.MyId == pid)
        {
            throw new InvalidOperationException("Not here.");
        }
    };

    private static Action NoteOf(Notes<(int Function, int Pid)> notes, int number) => () => notes.Add((number, Cluster.Current.MyId));

    private static async Task Note(Notes<string> notes)
    {
        await Task.Yield();
        notes.Add($"b{Cluster.Current.MyId}");
    }
}
