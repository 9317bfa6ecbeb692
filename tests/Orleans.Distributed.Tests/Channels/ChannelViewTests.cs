using System.Threading.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Remote channels as readers and writers of System.Threading.Channels.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ChannelViewTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ReaderAndWriter_PassItemsUntilComplete(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        Task writing = WriteAsync(channel.AsWriter());
        var read = new List<int>();
        ChannelReader<int> reader = channel.AsReader();
        await foreach (int item in reader.ReadAllAsync())
        {
            read.Add(item);
        }

        await writing.Soon();
        Assert.Equal(Enumerable.Range(0, 100), read);
        await reader.Completion.Soon();

        static async Task WriteAsync(ChannelWriter<int> writer)
        {
            for (int i = 0; i < 100; i++)
            {
                await writer.WriteAsync(i);
            }

            writer.Complete();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryRead_OnlyAfterWaiting(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        ChannelReader<int> reader = channel.AsReader();
        Assert.False(reader.TryRead(out _));
        await channel.PutAsync(1);
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(await reader.WaitToReadAsync());
        Assert.True(reader.TryRead(out int item));
        Assert.Equal(1, item);
        Assert.False(reader.TryRead(out _));
        await channel.PutAsync(2);
        Assert.Equal(2, await reader.ReadAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WaitToReadAsync_TwoAtOnce_LoseNoItem(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        ChannelReader<int> reader = channel.AsReader();
        Task<bool> first = reader.WaitToReadAsync().AsTask();
        Task<bool> second = reader.WaitToReadAsync().AsTask();
        await channel.PutAsync(1);
        await channel.PutAsync(2);
        Assert.True(await first.Soon());
        Assert.True(await second.Soon());
        var read = new List<int> { await reader.ReadAsync().AsTask().Soon(), await reader.ReadAsync().AsTask().Soon() };
        Assert.Equal([1, 2], read.Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WaitToReadAsync_CancelledOrClosed_TakesNothing(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        ChannelReader<int> reader = channel.AsReader();
        using var giveUp = new CancellationTokenSource();
        Task<bool> waiting = reader.WaitToReadAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        await channel.PutAsync(1);
        await channel.CloseAsync();
        Assert.True(await reader.WaitToReadAsync());
        Assert.Equal(1, await reader.ReadAsync());
        Assert.False(await reader.WaitToReadAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => reader.ReadAsync().AsTask());
        await reader.Completion.Soon();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryWrite_OneUnderWayAtATime(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        ChannelWriter<int> writer = channel.AsWriter();
        Assert.True(writer.TryWrite(1));
        Assert.True(await writer.WaitToWriteAsync());
        Assert.True(writer.TryWrite(2));
        Assert.False(writer.TryWrite(3));
        Assert.Equal(1, await channel.TakeAsync());
        Assert.True(await writer.WaitToWriteAsync());
        Assert.Equal(2, await channel.TakeAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryComplete_AfterWrites_ClosesBehindThem(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        ChannelWriter<int> writer = channel.AsWriter();
        Assert.True(writer.TryWrite(1));
        Assert.True(writer.TryComplete());
        Assert.False(writer.TryComplete());
        Assert.False(writer.TryWrite(2));
        Assert.False(await writer.WaitToWriteAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => writer.WriteAsync(2).AsTask());
        Assert.Equal(1, await channel.TakeAsync().Soon());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Writer_ClosedByOthers_SaysSo(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        ChannelWriter<int> writer = channel.AsWriter();
        await channel.CloseAsync();
        Assert.False(await writer.WaitToWriteAsync());
        await Assert.ThrowsAsync<ChannelClosedException>(() => writer.WriteAsync(1).AsTask());
    }

    [Fact]
    public async Task TryComplete_LastWriteFailed_ClosesAllTheSame()
    {
        RemoteChannel<object> channel = await _head.CreateChannelAsync<object>(1, 2);
        ChannelWriter<object> writer = channel.AsWriter();
        Assert.True(writer.TryWrite(new MemoryStream()));
        await Assert.ThrowsAsync<Serialization.UnsendableValueException>(() => writer.WaitToWriteAsync().AsTask());
        Assert.True(writer.TryComplete());
        await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryWrite_FailedOnce_IsToldOnceAndGoesOn(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new LargestFirst()).Soon();
        ChannelWriter<int> writer = channel.AsWriter();
        Assert.True(writer.TryWrite(-1));
        await Assert.ThrowsAsync<RemoteException>(() => writer.WaitToWriteAsync().AsTask().Soon());
        Assert.True(await writer.WaitToWriteAsync().AsTask().Soon());
        Assert.True(writer.TryWrite(-1));
        await Assert.ThrowsAsync<RemoteException>(() => writer.WriteAsync(2).AsTask().Soon());
        await writer.WriteAsync(3).AsTask().Soon();
        Assert.True(writer.TryWrite(4));
        Assert.True(writer.TryComplete());
        Assert.Equal([3, 4], (await TakeAllAsync(channel)).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryComplete_LastWriteFailedUntold_ReadersAreTold(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync(owner, () => new LargestFirst()).Soon();
        ChannelWriter<int> writer = channel.AsWriter();
        Assert.True(writer.TryWrite(-1));
        Assert.True(writer.TryComplete());
        ChannelClosedException closed = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
        Assert.IsType<RemoteException>(closed.InnerException);
    }

    private static async Task<List<int>> TakeAllAsync(RemoteChannel<int> channel)
    {
        var taken = new List<int>();
        await foreach (int item in channel)
        {
            taken.Add(item);
        }

        return taken;
    }
}
