using System.Threading.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Channels that a factory makes at their owner.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ChannelFactoryTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_Bounded_WaitsWhenFull(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(2)).Soon();
        Assert.Equal(owner, channel.Where);
        Assert.True(await channel.TryPutAsync(1));
        Assert.True(await channel.TryPutAsync(2));
        Assert.False(await channel.TryPutAsync(3));
        Task put = channel.PutAsync(3);
        Assert.Equal(1, await channel.TakeAsync().Soon());
        await put.Soon();
        Assert.Equal((true, 2), await channel.TryTakeAsync());
        Assert.Equal((true, 3), await channel.TryTakeAsync());
        Assert.Equal((false, 0), await channel.TryTakeAsync());
        await channel.DisposeAsync();
        await processes.ReleasedAsync(channel);
    }

    [Theory]
    [InlineData(BoundedChannelFullMode.DropOldest, new[] { 2, 3 })]
    [InlineData(BoundedChannelFullMode.DropNewest, new[] { 1, 3 })]
    [InlineData(BoundedChannelFullMode.DropWrite, new[] { 1, 2 })]
    public async Task CreateChannelAsync_FullMode_IsHonoured(BoundedChannelFullMode mode, int[] left)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(
            2, () => Channel.CreateBounded<int>(new BoundedChannelOptions(2) { FullMode = mode })).Soon();
        for (int i = 1; i <= 3; i++)
        {
            await channel.PutAsync(i).Soon();
        }

        await channel.CloseAsync();
        Assert.Equal(left, await channel.TakeManyAsync(10).Soon());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_Rendezvous_HandsFromPutterToTaker(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(0)).Soon();
        Assert.False(await channel.TryPutAsync(1).Soon());
        Task put = channel.PutAsync(1);
        Assert.True(await channel.WaitToTakeAsync().Soon());
        Assert.False(put.IsCompleted);
        Assert.Equal(1, await channel.TakeAsync().Soon());
        await put.Soon();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_OwnKind_OrdersItemsItsOwnWay(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new LargestFirst()).Soon();
        foreach (int item in new[] { 3, 9, 5 })
        {
            await channel.PutAsync(item).Soon();
        }

        Assert.Equal(9, await channel.FetchAsync().Soon());
        Assert.Equal(9, await channel.TakeAsync().Soon());
        Assert.Equal((true, 5), await channel.TryTakeAsync().Soon());
        Assert.True(await channel.IsReadyAsync().Soon());
        Assert.Equal(3, await channel.TakeAsync().Soon());
        Assert.Equal((false, 0), await channel.TryTakeAsync().Soon());
        using var giveUp = new CancellationTokenSource();
        Task<int> take = channel.TakeAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.Soon());
        await channel.PutAsync(4).Soon();
        Assert.True(await channel.WaitToTakeAsync().Soon());
        await channel.CloseAsync(new TimeoutException("enough")).Soon();
        Assert.False(await channel.IsOpenAsync().Soon());
        Assert.Equal(4, await channel.TakeAsync().Soon());
        ChannelClosedException closed = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
        Assert.Equal("enough", Assert.IsType<TimeoutException>(closed.InnerException).Message);
        closed = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.PutAsync(5).Soon());
        Assert.IsType<TimeoutException>(closed.InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyOperation_OwnKindThrows_RemoteException(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new LargestFirst()).Soon();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => channel.PutAsync(-1).Soon());
        Assert.Equal(owner, error.Pid);
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
        await channel.PutAsync(1).Soon();
        Assert.Equal(1, await channel.TakeAsync().Soon());
    }

    /// <summary>Whoever asks learns of the failure, the channel goes on, and its owner lets it go all the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyQuestion_OwnKindThrows_RemoteExceptionAndTheChannelGoesOn(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new Unwilling()).Soon();
        await channel.PutAsync(1).Soon();
        await FailsAsync(channel.IsReadyAsync(), "is ready");
        await FailsAsync(channel.IsEmptyAsync(), "is ready");
        await FailsAsync(channel.IsOpenAsync(), "is open");
        await FailsAsync(channel.CloseAsync(), "close");
        Assert.NotNull(await _head.Diagnostics.FindAsync(channel).Soon());
        Assert.Equal(1, await channel.FetchAsync().Soon());
        Assert.Equal(1, await channel.TakeAsync().Soon());
        await channel.PutAsync(2).Soon();
        Assert.Equal(2, await channel.TakeAsync().Soon());
        await channel.DisposeAsync();
        await processes.ReleasedAsync(channel);

        async Task FailsAsync(Task asking, string message)
        {
            RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => asking.Soon());
            Assert.Equal((owner, message), (error.Pid, error.RemoteMessage));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_OwnKind_IsClosedAndDisposed(int owner)
    {
        using var ended = new Notes<string>();
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new LargestFirst(ended)).Soon();
        await channel.DisposeAsync();
        Assert.Equal(["closed", "disposed"], await ended.CountedAsync(2));
        await processes.ReleasedAsync(channel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_FactoryWaits_ItsChannel(int owner)
    {
        using var gate = new Gate();
        Task<RemoteChannel<int>> creating = _head.CreateChannelAsync(
            owner, async Task<Channel<int>> () => await gate.PassAsync(Channel.CreateUnbounded<int>()));
        await gate.ArrivedAsync();
        Assert.False(creating.IsCompleted);
        gate.Open();
        RemoteChannel<int> channel = await creating.Soon();
        await channel.PutManyAsync(Enumerable.Range(0, 100)).Soon();
        Assert.Equal(Enumerable.Range(0, 100), await channel.TakeManyAsync(1000).Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_FactoryThrows_RemoteExceptionAndNothingIsLeft(int owner)
    {
        int before = processes.TestCluster[owner].OwnedCount();
        Func<Channel<int>> factory = () => throw new NotSupportedException("no channel today");
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.CreateChannelAsync(owner, factory).Soon());
        Assert.Equal(owner, error.Pid);
        Assert.Equal("no channel today", error.RemoteMessage);
        await WaitExtensions.HoldsSoon(() => processes.TestCluster[owner].OwnedCount() <= before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_FactoryReturnsNonsense_InvalidOperationAndNothingIsLeft(int owner)
    {
        int before = processes.TestCluster[owner].OwnedCount();
        Func<Channel<int>> none = () => null!;
        Func<IRemoteChannel<int>> noneOfMine = () => null!;
        Func<Task<Channel<int>>> noTask = () => null!;
        Func<Channel<int>> hollow = () => new HollowChannel();
        await RefusedAsync(_head.CreateChannelAsync(owner, none), "returned null");
        await RefusedAsync(_head.CreateChannelAsync(owner, noneOfMine), "returned null");
        await RefusedAsync(_head.CreateChannelAsync(owner, noTask), "returned null");
        await RefusedAsync(_head.CreateChannelAsync(owner, hollow), "without a reader");
        await WaitExtensions.HoldsSoon(() => processes.TestCluster[owner].OwnedCount() <= before);

        static async Task RefusedAsync(Task<RemoteChannel<int>> creating, string complaint)
        {
            InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => creating.Soon());
            Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CreateChannelAsync_BadArguments_Refused()
    {
        Func<Channel<int>> none = null!;
        await Assert.ThrowsAsync<ArgumentNullException>(() => _head.CreateChannelAsync(2, none));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.CreateChannelAsync(0, () => Channel.CreateBounded<int>(1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.CreateChannelAsync(-2, () => Channel.CreateBounded<int>(1)));
        await Assert.ThrowsAsync<ProcessExitedException>(() => _head.CreateChannelAsync(99, () => Channel.CreateBounded<int>(1)).Soon());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.CreateChannelAsync<int>(-1));
    }

    [Fact]
    public async Task CreateAsync_InARemoteCall_UsesTheCurrentCluster()
    {
        RemoteChannel<int> channel = await _head.RemoteCallFetchAsync(
            3, () => RemoteChannel.CreateAsync(2, () => Channel.CreateBounded<int>(4))).Soon();
        Assert.Equal((2, 3), (channel.Where, channel.Id.Whence));
        RemoteChannel<int> plain = await _head.RemoteCallFetchAsync(3, () => RemoteChannel.CreateAsync<int>(RemoteChannel.Unbounded)).Soon();
        await plain.PutManyAsync(Enumerable.Range(0, 10_000)).Soon();
        Assert.Equal(10_000, (await plain.TakeManyAsync(20_000).Soon()).Count);
    }

    [Fact]
    public async Task PutAsync_ManyPutsOfOneProcess_StayInOrder()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(2, () => Channel.CreateBounded<int>(10)).Soon();
        Task[] puts = [.. Enumerable.Range(0, 500).Select(i => channel.PutAsync(i))];
        for (int i = 0; i < 500; i++)
        {
            Assert.Equal(i, await channel.TakeAsync().Soon());
        }

        await Task.WhenAll(puts).Soon();
    }

    private sealed class HollowChannel : Channel<int>;
}
