using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Loops;

[Collection(nameof(ThreeProcesses))]
public sealed class DistributedReduceTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(LoopSchedule.Static, null)]
    [InlineData(LoopSchedule.Dynamic, null)]
    [InlineData(LoopSchedule.Dynamic, 7)]
    public async Task NotCommutative_OrderOfTheIndices(LoopSchedule schedule, int? chunkSize)
    {
        var options = new LoopOptions { Schedule = schedule, ChunkSize = chunkSize };
        string text = await _head.DistributedReduceAsync(0..50, i => $"{i} ", (a, b) => a + b, options).Soon();
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"{i} ")), text);
    }

    [Fact]
    public async Task AllShapes_Reduced()
    {
        var range = new LoopRange(1, 5);
        int[] items = [1, 2, 3, 4];
        Assert.Equal(10, await _head.DistributedReduceAsync(1..5, (i, _) => i, (a, b) => a + b).Soon());
        Assert.Equal(10, await _head.DistributedReduceAsync(1..5, async i => await Of(i), (a, b) => a + b).Soon());
        Assert.Equal(10, await _head.DistributedReduceAsync(1..5, async (i, _) => await Of(i), (a, b) => a + b).Soon());
        Assert.Equal(10, await _head.DistributedReduceAsync(range, i => i, (a, b) => a + b).Soon());
        Assert.Equal(10, await _head.DistributedReduceAsync(range, async (i, _) => await Of(i), (a, b) => a + b).Soon());
        Assert.Equal(10, await _head.DistributedReduceAsync(items, i => i, (a, b) => a + b).Soon());
        Assert.Equal(10, await _head.DistributedReduceAsync(items, async i => await Of(i), (a, b) => a + b).Soon());
        Assert.Equal(110, await _head.DistributedReduceAsync(1..5, async i => await Of(i), (a, b) => a + b, 100).Soon());
        Assert.Equal(110, await _head.DistributedReduceAsync(range, i => i, (a, b) => a + b, 100).Soon());
        Assert.Equal(110, await _head.DistributedReduceAsync(items, (i, _) => i, (a, b) => a + b, 100).Soon());

        static async Task<T> Of<T>(T value)
        {
            await Task.Yield();
            return value;
        }
    }

    [Fact]
    public async Task OneIteration_ReducerIsNotCalled() =>
        Assert.Equal(7, await _head.DistributedReduceAsync(7..8, i => i, int (_, _) => throw new FormatException("not needed")).Soon());

    [Theory]
    [InlineData(LoopSchedule.Static)]
    [InlineData(LoopSchedule.Dynamic)]
    public async Task Empty_SeedOrError(LoopSchedule schedule)
    {
        var options = new LoopOptions { Schedule = schedule };
        Assert.Equal(42, await _head.DistributedReduceAsync(0..0, i => i, (a, b) => a + b, 42, options).Soon());
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _head.DistributedReduceAsync(0..0, i => i, (a, b) => a + b, options).Soon());
        Assert.Contains("seed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReducerThrowsAtAWorker_RemoteException()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.DistributedReduceAsync(0..4, i => i, int (_, _) => throw new FormatException("no fold")).Soon());
        Assert.Equal("no fold", error.RemoteMessage);
        Assert.Contains(error.Pid, _head.Workers);
    }

    [Fact]
    public async Task ReducerThrowsHere_ThatException() => await Assert.ThrowsAsync<FormatException>(
        () => _head.DistributedReduceAsync(0..2, i => i, int (_, _) => throw new FormatException("no fold")).Soon());

    [Fact]
    public async Task BodyThrows_FirstFailureOfTheFirstChunk()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.DistributedReduceAsync(
            0..10, i => i is 3 or 4 ? throw new FormatException($"iteration {i}") : i, (a, b) => a + b).Soon());
        Assert.Equal("iteration 3", error.RemoteMessage);
    }

    [Fact]
    public async Task ResultCannotBeSent_Error() => await Assert.ThrowsAnyAsync<Exception>(
        () => _head.DistributedReduceAsync(0..2, _ => new Thread(() => { }), (a, _) => a).Soon());

    [Fact]
    public async Task NullReducer_Throws() => await Assert.ThrowsAsync<ArgumentNullException>(
        () => _head.DistributedReduceAsync(0..1, i => i, (Func<int, int, int>)null!));

    [Fact]
    public async Task Dynamic_TenMillionIterations_Reduced() => Assert.Equal(
        10_000_000L, await _head.DistributedReduceAsync(
            new LoopRange(0, 10_000_000), _ => 1L, (a, b) => a + b, new LoopOptions { Schedule = LoopSchedule.Dynamic }).Soon());
}
