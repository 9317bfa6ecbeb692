using System.Threading.Channels;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Channels that end for a reason, and waiting for room and for items.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ChannelEndTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    public static TheoryData<int, bool> Kinds => new() { { 1, false }, { 1, true }, { 2, false }, { 2, true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task CloseAsync_WithAReason_AllWhoWaitGetIt(int owner, bool byFactory)
    {
        RemoteChannel<int> empty = await NewAsync(owner, byFactory);
        RemoteChannel<int> full = await NewAsync(owner, byFactory);
        await full.PutAsync(1).Soon();
        Task[] waiting =
        [
            empty.TakeAsync(), empty.FetchAsync(), empty.TakeManyAsync(2), empty.WaitToTakeAsync(),
            full.PutAsync(2), full.PutManyAsync([3, 4]), full.WaitToPutAsync(),
        ];
        Assert.True(await full.IsOpenAsync().Soon());
        await empty.CloseAsync(new InvalidDataException("broken")).Soon();
        await full.CloseAsync(new InvalidDataException("broken")).Soon();
        foreach (Task wait in waiting)
        {
            ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(() => wait.Soon());
            Assert.Equal("broken", Assert.IsType<InvalidDataException>(error.InnerException).Message);
        }

        // The first reason stays, and what is in it can be taken.
        await full.CloseAsync(new TimeoutException()).Soon();
        Assert.Equal(1, await full.FetchAsync().Soon());
        Assert.True(await full.WaitToTakeAsync().Soon());
        Assert.Equal((true, 1), await full.TryTakeAsync().Soon());
        ChannelClosedException last = await Assert.ThrowsAsync<ChannelClosedException>(() => full.TryTakeAsync().Soon());
        Assert.IsType<InvalidDataException>(last.InnerException);
        last = await Assert.ThrowsAsync<ChannelClosedException>(() => full.TryPutAsync(1).Soon());
        Assert.IsType<InvalidDataException>(last.InnerException);
        Assert.False(await full.IsReadyAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WaitToTakeAndWaitToPut_ClosedWithoutAReason_False(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory);
        Task<bool> room = channel.WaitToPutAsync();
        Assert.True(await room.Soon());
        await channel.PutAsync(1).Soon();
        room = channel.WaitToPutAsync();
        Assert.True(await channel.WaitToTakeAsync().Soon());
        Assert.True(await channel.IsReadyAsync().Soon());
        Assert.False(room.IsCompleted);
        Assert.Equal(1, await channel.TakeAsync().Soon());
        Assert.True(await room.Soon());
        Task<bool> item = channel.WaitToTakeAsync();
        await channel.CloseAsync().Soon();
        Assert.False(await item.Soon());
        Assert.False(await channel.WaitToTakeAsync().Soon());
        Assert.False(await channel.WaitToPutAsync().Soon());
        ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
        Assert.Null(error.InnerException);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WaitToTakeAndWaitToPut_Cancelled_End(int owner, bool byFactory)
    {
        RemoteChannel<int> empty = await NewAsync(owner, byFactory);
        RemoteChannel<int> full = await NewAsync(owner, byFactory);
        await full.PutAsync(1).Soon();
        using var giveUp = new CancellationTokenSource();
        Task<bool> item = empty.WaitToTakeAsync(giveUp.Token);
        Task<bool> room = full.WaitToPutAsync(giveUp.Token);
        Task<IReadOnlyList<int>> many = empty.TakeManyAsync(3, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => item.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => many.Soon());
        await empty.PutAsync(2).Soon();
        Assert.Equal(2, await empty.TakeAsync().Soon());
        Assert.Equal(1, await full.TakeAsync().Soon());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task BindToAsync_ProcessEnds_ClosesWithThatAsTheReason(int owner, bool byFactory)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        ICluster head = cluster.Head;
        RemoteChannel<int> channel = byFactory
            ? await head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(10)).Soon()
            : await head.CreateChannelAsync<int>(10, owner).Soon();
        RemoteChannel<int> free = await head.CreateChannelAsync<int>(10, owner).Soon();
        await channel.BindToAsync(3).Soon();
        await channel.BindToAsync(owner).Soon();
        await head.RemoteCallFetchAsync(3, (RemoteChannel<int> c) => c.PutAsync(1), channel).Soon();
        await cluster.KillAsync(3);
        Assert.Equal(1, await channel.TakeAsync().Soon());
        ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(() => channel.TakeAsync().Soon());
        Assert.Equal(3, Assert.IsType<ProcessExitedException>(error.InnerException).Pid);
        Assert.True(await free.IsOpenAsync().Soon());

        // It is gone already now.
        await free.BindToAsync(3).Soon();
        error = await Assert.ThrowsAsync<ChannelClosedException>(() => free.PutAsync(1).Soon());
        Assert.Equal(3, Assert.IsType<ProcessExitedException>(error.InnerException).Pid);
    }

    [Fact]
    public async Task BindToAsync_BadPids_Refused()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => channel.BindToAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => channel.BindToAsync(-3));
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => channel.BindToAsync(1000));
        Assert.Equal(1000, error.Pid);
        Assert.True(await channel.IsOpenAsync().Soon());
    }

    [Fact]
    public async Task AsWriter_CompletedWithAnError_TheReaderGetsIt()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(10, 2);
        ChannelWriter<int> writer = channel.AsWriter();
        await writer.WriteAsync(1);
        writer.Complete(new InvalidDataException("torn"));
        ChannelReader<int> reader = channel.AsReader();
        Assert.Equal(1, await reader.ReadAsync().AsTask().Soon());
        ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(() => reader.ReadAsync().AsTask().Soon());
        Assert.IsType<InvalidDataException>(error.InnerException);
        await Assert.ThrowsAsync<InvalidDataException>(() => reader.Completion.Soon());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task TakeAsync_OfAProcessThatWasKilled_TakesNothing(int owner, bool byFactory)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        ICluster head = cluster.Head;
        RemoteChannel<int> channel = byFactory
            ? await head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(10)).Soon()
            : await head.CreateChannelAsync<int>(10, owner).Soon();
        using var gate = new Gate();
        _ = head.RemoteCall(
            3,
            async (RemoteChannel<int> c) =>
            {
                Task[] parked = [c.TakeAsync(), c.TakeManyAsync(5), c.WaitToTakeAsync()];

                // Answered after those were: they wait at the owner by now.
                await c.IsOpenAsync();
                gate.Arrive();
                await Task.WhenAll(parked);
            },
            channel);
        await gate.ArrivedAsync();
        Assert.Equal(3, (await head.Diagnostics.FindAsync(channel).Soon())?.Waiting);
        await cluster.KillAsync(3);
        await cluster.GoneEverywhereAsync(3);
        await WaitExtensions.HoldsSoonAsync(async () => (await head.Diagnostics.FindAsync(channel).Soon())?.Waiting == 0);
        await channel.PutAsync(1).Soon();
        Assert.Equal(1, await channel.TakeAsync().Soon());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task DisposeAsync_LastHandleWhileOthersWait_TheyEnd(int owner, bool byFactory)
    {
        RemoteChannel<int> channel = await NewAsync(owner, byFactory);
        Task<int> take = channel.TakeAsync();
        Task<bool> wait = channel.WaitToTakeAsync();
        Assert.True(await channel.IsEmptyAsync().Soon());
        await channel.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => take.Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => wait.Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.CloseAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.BindToAsync(1));
    }

    private Task<RemoteChannel<int>> NewAsync(int owner, bool byFactory) => byFactory
        ? _head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(1)).Soon()
        : _head.CreateChannelAsync<int>(1, owner).Soon();
}
