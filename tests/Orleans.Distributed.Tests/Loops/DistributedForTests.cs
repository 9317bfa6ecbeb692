using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Loops;

[Collection(nameof(ThreeProcesses))]
public sealed class DistributedForTests(ThreeProcesses processes)
{
    private static readonly LoopOptions Dynamic = new() { Schedule = LoopSchedule.Dynamic };

    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task Static_Range_FirstHalfOnTheFirstWorker()
    {
        using var seen = new Notes<(int Pid, int Index)>();
        await _head.DistributedForAsync(0..7, i => seen.Add((Cluster.Current.MyId, i))).Soon();
        Assert.Equal([(2, 0), (2, 1), (2, 2), (2, 3), (3, 4), (3, 5), (3, 6)], seen.All.Order());
    }

    [Fact]
    public async Task AllShapes_EveryIteration()
    {
        using var seen = new Notes<long>();
        var range = new LoopRange(0, 5);
        await _head.DistributedForAsync(0..5, (i, token) => seen.Add(i + (token.CanBeCanceled ? 0 : 100))).Soon();
        await _head.DistributedForAsync(0..5, async i => await AddAsync(i)).Soon();
        await _head.DistributedForAsync(0..5, async (i, _) => await AddAsync(i)).Soon();
        await _head.DistributedForAsync(range, i => seen.Add(i)).Soon();
        await _head.DistributedForAsync(range, async i => await AddAsync(i)).Soon();
        await _head.DistributedForAsync(range, (i, _) => seen.Add(i)).Soon();
        await _head.DistributedForAsync(range, async (i, _) => await AddAsync(i)).Soon();
        await _head.DistributedForAsync(["0", "1", "2", "3", "4"], text => seen.Add(text[0] - '0')).Soon();
        await _head.DistributedForAsync(["0", "1", "2", "3", "4"], async text => await AddAsync(text[0] - '0')).Soon();
        await _head.DistributedForAsync(["0", "1", "2", "3", "4"], (text, _) => seen.Add(text[0] - '0')).Soon();
        await _head.DistributedForAsync(["0", "1", "2", "3", "4"], async (text, _) => await AddAsync(text[0] - '0')).Soon();
        Assert.Equal(Enumerable.Range(0, 5).SelectMany(i => Enumerable.Repeat((long)i, 11)), seen.All.Order());

        async Task AddAsync(long i)
        {
            await Task.Yield();
            seen.Add(i);
        }
    }

    [Fact]
    public async Task BodyReplacesTheSynchronizationContext_NextIterationHasTheOwn()
    {
        using var seen = new Notes<Type?>();
        await _head.DistributedForAsync(0..10, _ =>
        {
            seen.Add(SynchronizationContext.Current?.GetType());
            SynchronizationContext.SetSynchronizationContext(null);
        }).Soon();
        Assert.Equal(10, seen.All.Length);
        Assert.All(seen.All, Assert.NotNull);
    }

    [Fact]
    public async Task Empty_NothingRuns() => await _head.DistributedForAsync(3..3, i => throw new FormatException($"{i}")).Soon();

    [Fact]
    public async Task List_OnlyWhatTheWorkerNeedsTravels()
    {
        // The second half cannot be sent; the worker of the first half runs all the same.
        using var seen = new Notes<string>();
        object[] items = ["a", "b", new Thread(() => { }), "d"];
        await Assert.ThrowsAsync<Serialization.UnsendableValueException>(
            () => _head.DistributedForAsync(items, async (x, token) =>
            {
                seen.Add((string)x);
                await Task.Yield();
            }).Soon());
        Assert.DoesNotContain("d", seen.All);
    }

    [Fact]
    public async Task List_ChangedMeanwhile_AsItWas()
    {
        using var gate = new Gate();
        using var seen = new Notes<int>();
        List<int> items = [1, 2, 3, 4, 5];
        Task loop = _head.DistributedForAsync(items, async x =>
        {
            await gate.PassAsync();
            seen.Add(x);
        }, Dynamic);
        items.Clear();
        gate.Open();
        await loop.Soon();
        Assert.Equal([1, 2, 3, 4, 5], seen.All.Order());
    }

    [Theory]
    [InlineData(LoopSchedule.Static)]
    [InlineData(LoopSchedule.Dynamic)]
    public async Task BodyFails_LowestIndexAndTheRestIsCancelled(LoopSchedule schedule)
    {
        using var running = new Gate();
        var options = new LoopOptions { Schedule = schedule, ChunkSize = 1 };
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.DistributedForAsync(
            0..2,
            async (i, token) =>
            {
                if (i == 1)
                {
                    await running.ArrivedAsync();
                    throw new FormatException("iteration 1");
                }

                running.Arrive();
                await Task.Delay(Timeout.Infinite, token);
            },
            options).Soon());
        Assert.Equal("iteration 1", error.RemoteMessage);
        Assert.Equal(3, schedule == LoopSchedule.Static ? error.Pid : 3);
    }

    [Theory]
    [InlineData(LoopSchedule.Static)]
    [InlineData(LoopSchedule.Dynamic)]
    public async Task Cancelled_WhatRunsIsCancelled(LoopSchedule schedule)
    {
        using var running = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task loop = _head.DistributedForAsync(
            0..10,
            async (_, token) =>
            {
                running.Arrive();
                await Task.Delay(Timeout.Infinite, token);
            },
            new LoopOptions { Schedule = schedule },
            giveUp.Token);
        await running.ArrivedAsync(2);
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.Soon());
        Assert.Equal(giveUp.Token, error.CancellationToken);
        Assert.Equal(2, running.Arrivals);
    }

    [Fact]
    public async Task Dynamic_LongIteration_OthersDoTheRest()
    {
        using var done = new Gate();
        await _head.DistributedForAsync(
            0..100,
            async i =>
            {
                if (i == 0)
                {
                    await done.ArrivedAsync(99);
                }
                else
                {
                    done.Arrive();
                }
            },
            new LoopOptions { Schedule = LoopSchedule.Dynamic, ChunkSize = 1 }).Soon();
        Assert.Equal(99, done.Arrivals);
    }

    [Theory]
    [InlineData(LoopSchedule.Static)]
    [InlineData(LoopSchedule.Dynamic)]
    public async Task Pool_ItsWorkersOnly(LoopSchedule schedule)
    {
        using var pids = new Notes<int>();
        var options = new LoopOptions { Schedule = schedule, Pool = new WorkerPool(_head, [3]) };
        await _head.DistributedForAsync(0..10, _ => pids.Add(Cluster.Current.MyId), options).Soon();
        Assert.Equal(Enumerable.Repeat(3, 10), pids.All);
    }

    [Fact]
    public async Task BadArguments_Throw()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.DistributedForAsync(0..1, (Action<int>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.DistributedForAsync((int[])null!, _ => { }));
        await Assert.ThrowsAsync<ArgumentException>(() => _head.DistributedForAsync(0..^1, _ => { }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.DistributedForAsync(0..1, _ => { }, new LoopOptions { ChunkSize = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.DistributedForAsync(0..1, _ => { }, new LoopOptions { Schedule = (LoopSchedule)9 }));
        var empty = new WorkerPool(_head, []);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _head.DistributedForAsync(0..1, _ => { }, new LoopOptions { Pool = empty }).Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _head.DistributedForAsync(0..1, _ => { }, new LoopOptions { Pool = empty, Schedule = LoopSchedule.Dynamic }).Soon());
    }

    [Theory]
    [InlineData(LoopSchedule.Static, false)]
    [InlineData(LoopSchedule.Static, true)]
    [InlineData(LoopSchedule.Dynamic, true)]
    public async Task WorkerDies_FailsOrAnotherDoesItsPart(LoopSchedule schedule, bool isIdempotent)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        using var gate = new Gate();
        using var seen = new Notes<int>();
        Task loop = cluster.Head.DistributedForAsync(
            0..10,
            async i =>
            {
                await gate.PassAsync();
                seen.Add(i);
            },
            new LoopOptions { Schedule = schedule, Idempotent = isIdempotent });
        await gate.ArrivedAsync(2);
        await cluster.KillAsync(3);
        await cluster.GoneEverywhereAsync(3);
        gate.Open();
        if (isIdempotent)
        {
            await loop.Soon();
            Assert.Equal(Enumerable.Range(0, 10), seen.All.Distinct().Order());
        }
        else
        {
            Assert.Equal(3, (await Assert.ThrowsAsync<ProcessExitedException>(() => loop.Soon())).Pid);
        }
    }
}
