using System.Threading.Channels;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>What the documentation of <see cref="RemoteChannel{T}"/> says, for channels of this and of another process.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class RemoteChannelTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PutAsync_UpToCapacity_ThenWaits(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        Assert.Equal(owner, channel.Where);
        await channel.PutAsync(1);
        await channel.PutAsync(2);
        Assert.False(await channel.TryPutAsync(9));
        Task third = channel.PutAsync(3);

        // Operations of one process reach the owner in order, so the put has begun to wait when this is answered.
        Assert.True(await channel.IsReadyAsync());
        Assert.False(third.IsCompleted);
        Assert.Equal(1, await channel.TakeAsync());
        await third.Soon();
        Assert.Equal(2, await channel.TakeAsync());
        Assert.Equal(3, await channel.TakeAsync());
        Assert.True(await channel.IsEmptyAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_Default_HoldsOne(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(pid: owner);
        Assert.True(await channel.TryPutAsync(1));
        Assert.False(await channel.TryPutAsync(2));
    }

    [Fact]
    public async Task CreateChannelAsync_NegativeCapacity_ArgumentOutOfRange() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _head.CreateChannelAsync<int>(-1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CapacityZero_PutWaitsForATaker(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(0, owner);
        Assert.False(await channel.TryPutAsync(1));
        Task put = channel.PutAsync(1);
        Assert.True(await channel.IsReadyAsync());
        Assert.False(put.IsCompleted);
        await Assert.ThrowsAsync<InvalidOperationException>(() => channel.FetchAsync().Soon());
        Assert.True(await channel.IsOpenAsync());
        Assert.False(put.IsCompleted);
        Assert.Equal(1, await channel.TakeAsync());
        await put.Soon();
        Task<int> take = channel.TakeAsync();
        Assert.True(await channel.IsEmptyAsync());
        Assert.True(await channel.TryPutAsync(2));
        Assert.Equal(2, await take.Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryTakeAsync_EmptyThenFull(int owner)
    {
        RemoteChannel<string?> channel = await _head.CreateChannelAsync<string?>(2, owner);
        Assert.Equal((false, null), await channel.TryTakeAsync());
        await channel.PutAsync("a");
        await channel.PutAsync(null);
        Assert.Equal((true, "a"), await channel.TryTakeAsync());
        Assert.Equal((true, null), await channel.TryTakeAsync());
        Assert.Equal((false, null), await channel.TryTakeAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_LeavesTheItem(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        Task<int> early = channel.FetchAsync();
        await channel.PutAsync(4);
        Assert.Equal(4, await early.Soon());
        Assert.Equal(4, await channel.FetchAsync());
        Assert.Equal(4, await channel.TakeAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CloseAsync_ItemsStayTakeable(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        await channel.PutAsync(1);
        Task waiting = channel.PutAsync(2);
        Assert.True(await channel.IsOpenAsync());
        await channel.CloseAsync();
        await channel.CloseAsync();
        Assert.False(await channel.IsOpenAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => waiting.Soon());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.PutAsync(3));
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TryPutAsync(3));
        Assert.Equal(1, await channel.FetchAsync());
        Assert.Equal(1, await channel.TakeAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.FetchAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TryTakeAsync());
        Assert.False(await channel.IsReadyAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CloseAsync_WaitingTakersOfAllProcesses_AreTold(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        using var gate = new Gate();
        Task<bool>[] told = [.. Enumerable.Range(1, 3).Select(pid => ExpectClosed(_head, pid, channel, gate))];
        await gate.ArrivedAsync(3);
        await channel.CloseAsync();
        Assert.All(await Task.WhenAll(told).Soon(), Assert.True);

        static Task<bool> ExpectClosed(ICluster head, int pid, RemoteChannel<int> channel, Gate gate) => head.RemoteCallFetchAsync(pid, async () =>
        {
            Task<int> take = channel.TakeAsync();
            gate.Arrive();
            try
            {
                await take;
                return false;
            }
            catch (ChannelClosedException)
            {
                return true;
            }
        });
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public async Task PutAsync_Unawaited_KeepsTheOrderOfItsProcess(int owner, int producer)
    {
        const int Items = 500;
        RemoteChannel<byte[]> channel = await _head.CreateChannelAsync<byte[]>(Items, owner);
        Future producing = _head.RemoteCall(
            producer,
            async (RemoteChannel<byte[]> c, int items) =>
            {
                var puts = new List<Task>();
                for (int i = 0; i < items; i++)
                {
                    // Large ones between small ones: they must not fall behind.
                    byte[] item = new byte[i % 50 == 7 ? 1_000_000 : 4];
                    BitConverter.TryWriteBytes(item, i);
                    puts.Add(c.PutAsync(item));
                }

                await Task.WhenAll(puts);
            },
            channel,
            Items);
        for (int i = 0; i < Items; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32(await channel.TakeAsync().Soon()));
        }

        await producing;
    }

    [Fact]
    public async Task PutAsync_FirstOperationsOnNewChannels_KeepTheirOrder()
    {
        for (int round = 0; round < 50; round++)
        {
            RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(20, 2 + (round % 2));
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => channel.PutAsync(i)));
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(i, await channel.TakeAsync().Soon());
            }

            await channel.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    public async Task ManyProducersAndConsumers_EachItemIsTakenOnceAndInTheOrderOfItsProducer(int capacity)
    {
        const int Each = 200;
        RemoteChannel<(int Producer, int Number)> channel = await _head.CreateChannelAsync<(int, int)>(capacity, 2);
        Future[] producing = [.. Enumerable.Range(0, 6).Select(producer => _head.RemoteCall(
            1 + (producer % 3),
            static async (RemoteChannel<(int, int)> c, int p) =>
            {
                for (int i = 0; i < Each; i++)
                {
                    await c.PutAsync((p, i));
                }
            },
            channel,
            producer))];
        Future<List<(int Producer, int Number)>>[] consuming = [.. Enumerable.Range(0, 3).Select(consumer => _head.RemoteCall(
            1 + consumer,
            static async (RemoteChannel<(int, int)> c) =>
            {
                var taken = new List<(int, int)>();
                await foreach ((int, int) item in c)
                {
                    taken.Add(item);
                }

                return taken;
            },
            channel))];
        await Task.WhenAll(producing.Select(f => f.WaitAsync())).Soon();
        await channel.CloseAsync();
        var all = new List<(int Producer, int Number)>();
        foreach (Future<List<(int Producer, int Number)>> consumer in consuming)
        {
            List<(int Producer, int Number)> taken = await consumer.Soon();
            Assert.All(taken.GroupBy(t => t.Producer), group => Assert.Equal(group.Select(t => t.Number).Order(), group.Select(t => t.Number)));
            all.AddRange(taken);
        }

        Assert.Equal(6 * Each, all.Count);
        Assert.Equal(6 * Each, all.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AwaitForeach_CancelledWhileWaiting_LosesNoItem(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(5, owner);
        await channel.PutAsync(1);
        using var giveUp = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int item in channel.WithCancellation(giveUp.Token))
            {
                Assert.Equal(1, item);
                giveUp.CancelAfter(TimeSpan.FromMilliseconds(1));
            }
        });
        await channel.PutAsync(2);
        Assert.Equal(2, await channel.TakeAsync().Soon());
    }

    [Fact]
    public async Task PutAsync_UnsendableItem_RefusedAtTheCall()
    {
        RemoteChannel<object> channel = await _head.CreateChannelAsync<object>(1, 2);
        await Assert.ThrowsAsync<UnsendableValueException>(() => channel.PutAsync(new MemoryStream()));
        await Assert.ThrowsAsync<UnsendableValueException>(() => channel.TryPutAsync(new MemoryStream()));
        Assert.True(await channel.IsEmptyAsync());
    }

    [Fact]
    public async Task TakeAsync_OwnersItemCannotBeSent_RemoteException()
    {
        RemoteChannel<object> channel = await _head.CreateChannelAsync<object>();
        await channel.PutAsync(new MemoryStream());
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(2, async (RemoteChannel<object> c) => { await c.TakeAsync(); }, channel));
        Assert.Contains("MemoryStream", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _head.RemoteCallFetchAsync(2, () => 1));
    }

    [Fact]
    public async Task Items_OfTheOwnProcess_AreNotCopied()
    {
        object thing = new();
        RemoteChannel<object> channel = await _head.CreateChannelAsync<object>();
        await channel.PutAsync(thing);
        Assert.Same(thing, await channel.FetchAsync());
        Assert.Same(thing, (await channel.TryTakeAsync()).Item);
    }

    [Fact]
    public async Task Items_ThatAreChannels_CanBeUsedByTheTaker()
    {
        RemoteChannel<RemoteChannel<string>> requests = await _head.CreateChannelAsync<RemoteChannel<string>>(1, 2);
        Future serving = _head.RemoteCall(3, async (RemoteChannel<RemoteChannel<string>> r) =>
        {
            RemoteChannel<string> answer = await r.TakeAsync();
            await answer.PutAsync($"from {Cluster.Current.MyId}");
        }, requests);
        RemoteChannel<string> answers = await _head.CreateChannelAsync<string>();
        await requests.PutAsync(answers);
        Assert.Equal("from 3", await answers.TakeAsync().Soon());
        await serving;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_LastHandleWhileTaking_TakeEndsWithAnError(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        Task<int> take = channel.TakeAsync();
        Assert.True(await channel.IsEmptyAsync());
        await channel.DisposeAsync();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => take.Soon());
        Assert.Contains("is gone", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.TakeAsync());
    }
}
