using System.Threading.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Several items in one message, and items that are taken ahead.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ChannelBatchTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    public static TheoryData<int, bool> Kinds => new() { { 1, false }, { 1, true }, { 2, false }, { 2, true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PutManyAndTakeMany_MoreThanTheCapacity_AllInOrder(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 7);
        Task putting = channel.PutManyAsync(Enumerable.Range(0, 1000));
        var taken = new List<int>();
        while (taken.Count < 1000)
        {
            IReadOnlyList<int> items = await channel.TakeManyAsync(5).Soon();
            Assert.InRange(items.Count, 1, 5);
            taken.AddRange(items);
        }

        await putting.Soon();
        Assert.Equal(Enumerable.Range(0, 1000), taken);
        Assert.True(await channel.IsEmptyAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PutManyAsync_Cancelled_APrefixIsInAndCounted(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 3);
        using var giveUp = new CancellationTokenSource();
        Task putting = channel.PutManyAsync(Enumerable.Range(0, 10), giveUp.Token);
        await WaitExtensions.HoldsSoonAsync(async () => (await channel.TryPutAsync(100)) is false);
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => putting.Soon());
        Assert.Equal(3, error.Data[RemoteChannel.PutCount]);
        Assert.Equal([0, 1, 2], await channel.TakeManyAsync(10).Soon());
        Assert.True(await channel.IsEmptyAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PutManyAsync_ClosedMeanwhile_APrefixIsInAndCounted(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 3);
        Task putting = channel.PutManyAsync(Enumerable.Range(0, 10));
        await WaitExtensions.HoldsSoonAsync(async () => (await channel.TryPutAsync(100)) is false);
        await channel.CloseAsync(new TimeoutException("late")).Soon();
        ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(() => putting.Soon());
        Assert.Equal(3, error.Data[RemoteChannel.PutCount]);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Equal([0, 1, 2], await channel.TakeManyAsync(10).Soon());
        error = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeManyAsync(10).Soon());
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PutManyAsync_OwnKindFails_APrefixIsInAndCounted(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new LargestFirst()).Soon();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => channel.PutManyAsync([1, 2, -1, 4]).Soon());
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
        Assert.Equal(2, error.Data[RemoteChannel.PutCount]);
        error = await Assert.ThrowsAsync<RemoteException>(() => channel.PutManyAsync([-1]).Soon());
        Assert.Equal(0, error.Data[RemoteChannel.PutCount]);
        Assert.Equal([2, 1], await channel.TakeManyAsync(10).Soon());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PutManyAsync_FailsBeforeTheFirst_CountIsZero(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 3);
        ArithmeticException failure = await Assert.ThrowsAsync<ArithmeticException>(
            () => channel.PutManyAsync(Enumerable.Range(0, 1).Select(int (_) => throw new ArithmeticException())).Soon());
        Assert.Equal(0, failure.Data[RemoteChannel.PutCount]);
        OperationCanceledException givenUp = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => channel.PutManyAsync([1], new CancellationToken(true)).Soon());
        Assert.Equal(0, givenUp.Data[RemoteChannel.PutCount]);
        await channel.CloseAsync().Soon();
        ChannelClosedException closed = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.PutManyAsync([1]).Soon());
        Assert.Equal(0, closed.Data[RemoteChannel.PutCount]);
    }

    [Fact]
    public async Task PutManyAsync_SourceFails_ItsErrorAndTheCount()
    {
        RemoteChannel<byte[]> channel = await _head.CreateChannelAsync<byte[]>(RemoteChannel.Unbounded, 2);
        ArithmeticException error = await Assert.ThrowsAsync<ArithmeticException>(() => channel.PutManyAsync(Failing()).Soon());
        int count = Assert.IsType<int>(error.Data[RemoteChannel.PutCount]);
        Assert.Equal(count, (await channel.TakeManyAsync(1000).Soon()).Count);

        static IEnumerable<byte[]> Failing()
        {
            for (int i = 0; i < 100; i++)
            {
                yield return new byte[i];
            }

            throw new ArithmeticException();
        }
    }

    [Fact]
    public async Task BadArguments_Refused()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        await Assert.ThrowsAsync<ArgumentNullException>(() => channel.PutManyAsync(null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => channel.TakeManyAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => channel.TakeManyAsync(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => channel.ReadAllAsync(0));
        await channel.PutManyAsync([]).Soon();
        Assert.True(await channel.IsEmptyAsync());
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.PutManyAsync([1], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.TakeManyAsync(1, cancelled));
        Assert.True(await channel.IsEmptyAsync());
        await channel.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.PutManyAsync([1]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.TakeManyAsync(1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAllAsync_UntilClosed_AllInOrder(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 50);
        Task producing = ProduceAsync();
        var read = new List<int>();
        await foreach (int item in channel.ReadAllAsync(32))
        {
            read.Add(item);
        }

        await producing.Soon();
        Assert.Equal(Enumerable.Range(0, 500), read);

        async Task ProduceAsync()
        {
            for (int i = 0; i < 500; i += 10)
            {
                await channel.PutManyAsync(Enumerable.Range(i, 10));
            }

            await channel.CloseAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAllAsync_Abandoned_WhatWasTakenAheadGoesBackToTheFront(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 100);
        await channel.PutManyAsync(Enumerable.Range(0, 60)).Soon();
        int next = 0;
        for (int round = 0; round < 6; round++)
        {
            int left = 5;
            await foreach (int item in channel.ReadAllAsync(16))
            {
                Assert.Equal(next++, item);
                if (--left == 0)
                {
                    break;
                }
            }
        }

        Assert.Equal(30, next);
        Assert.Equal(Enumerable.Range(30, 30), await channel.TakeManyAsync(100).Soon());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAllAsync_Cancelled_NothingIsLost(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 100);
        await channel.PutManyAsync(Enumerable.Range(0, 4)).Soon();
        using var giveUp = new CancellationTokenSource();
        await using IAsyncEnumerator<int> items = channel.ReadAllAsync(10).GetAsyncEnumerator(giveUp.Token);
        for (int i = 0; i < 4; i++)
        {
            Assert.True(await items.MoveNextAsync().AsTask().Soon());
            Assert.Equal(i, items.Current);
        }

        Task<bool> waiting = items.MoveNextAsync().AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        await channel.PutAsync(4).Soon();
        Assert.Equal(4, await channel.TakeAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAllAsync_PutBackWhileOthersWait_TheyGetTheItems(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 100);
        await channel.PutManyAsync([1, 2, 3]).Soon();
        Task<int> other;
        await using (IAsyncEnumerator<int> items = channel.ReadAllAsync(3).GetAsyncEnumerator())
        {
            Assert.True(await items.MoveNextAsync().AsTask().Soon());
            Assert.Equal(1, items.Current);
            other = channel.TakeAsync();
            Assert.True(await channel.IsEmptyAsync().Soon());
        }

        Assert.Equal(2, await other.Soon());
        Assert.Equal(3, await channel.TakeAsync().Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Iteration_ClosedWithAReason_ThrowsItAfterTheItems(int credit)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(10, 2);
        await channel.PutManyAsync([1, 2, 3]).Soon();
        await channel.CloseAsync(new TimeoutException("enough")).Soon();
        var read = new List<int>();
        ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(async () =>
        {
            await foreach (int item in channel.ReadAllAsync(credit))
            {
                read.Add(item);
            }
        });
        Assert.Equal([1, 2, 3], read);
        Assert.Equal("enough", Assert.IsType<TimeoutException>(error.InnerException).Message);
    }

    /// <summary>Several consumers come and go; each item must be consumed exactly once.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ReadAllAsync_ConsumersComeAndGo_NoItemIsLostOrDoubled(int owner, bool byFactory)
    {
        const int Count = 2_000;
        RemoteChannel<int> channel = await NewAsync(owner, byFactory, 64);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<int>();
        Task[] consumers = [.. Enumerable.Range(0, 3).Select(seed => Task.Run(() => ConsumeAsync(new Random(seed))))];
        await channel.PutManyAsync(Enumerable.Range(0, Count)).Soon();
        await WaitExtensions.HoldsSoon(() => seen.Count >= Count);
        await channel.CloseAsync().Soon();
        await Task.WhenAll(consumers).Soon();
        Assert.Equal(Enumerable.Range(0, Count), seen.Order());

        async Task ConsumeAsync(Random random)
        {
            while (await channel.WaitToTakeAsync())
            {
                int left = random.Next(1, 30);
                await foreach (int item in channel.ReadAllAsync(random.Next(2, 20)))
                {
                    seen.Enqueue(item);
                    if (--left == 0)
                    {
                        break;
                    }
                }
            }
        }
    }

    private Task<RemoteChannel<int>> NewAsync(int owner, bool byFactory, int capacity) => byFactory
        ? _head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(capacity)).Soon()
        : _head.CreateChannelAsync<int>(capacity, owner).Soon();
}
