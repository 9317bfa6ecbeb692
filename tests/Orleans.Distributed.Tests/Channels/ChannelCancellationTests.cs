using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Operations that are given up take nothing and put nothing.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class ChannelCancellationTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TakeAsync_Cancelled_TakesNothing(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        using var giveUp = new CancellationTokenSource();
        Task<int> take = channel.TakeAsync(giveUp.Token);
        Task<int> fetch = channel.FetchAsync(giveUp.Token);
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.Soon());
        Assert.Equal(giveUp.Token, error.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch.Soon());
        await channel.PutAsync(1);
        Assert.Equal(1, await channel.TakeAsync().Soon());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PutAsync_Cancelled_PutsNothing(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        await channel.PutAsync(1);
        using var giveUp = new CancellationTokenSource();
        Task put = channel.PutAsync(2, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put.Soon());
        Assert.Equal(1, await channel.TakeAsync());
        Assert.True(await channel.IsEmptyAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyOperation_TokenCancelledBefore_DoesNothing(int owner)
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(2, owner);
        await channel.PutAsync(1);
        var cancelled = new CancellationToken(true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.PutAsync(2, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.TryPutAsync(2, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.TakeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.TryTakeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.FetchAsync(cancelled));
        Assert.Equal(1, await channel.TakeAsync());
        Assert.True(await channel.IsEmptyAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TakeAsync_CancelledOnANewChannel_Ends(int owner)
    {
        for (int round = 0; round < 50; round++)
        {
            RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
            using var giveUp = new CancellationTokenSource();
            Task<int> take = channel.TakeAsync(giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.Soon());
            await channel.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TakeAsync_CancellationRacesWithPut_NoItemIsLostOrDoubled(int owner)
    {
        const int Rounds = 1_000;
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, owner);
        var random = new Random(owner);
        int cancelled = 0;
        for (int round = 0; round < Rounds; round++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<int> take = channel.TakeAsync(giveUp.Token);
            Task cancelling = Task.Run(giveUp.Cancel);
            Thread.SpinWait(random.Next(2_000));
            if (round % 10 == 0)
            {
                // In these rounds the cancellation is first for certain.
                await cancelling;
            }

            Task put = channel.PutAsync(round);
            int item;
            try
            {
                item = await take.Soon();
            }
            catch (OperationCanceledException)
            {
                cancelled++;
                item = await channel.TakeAsync().Soon();
            }

            Assert.Equal(round, item);
            await put.Soon();
            await cancelling;
        }

        Assert.True(await channel.IsEmptyAsync());
        Assert.InRange(cancelled, Rounds / 10, Rounds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TakeAsync_OfAProcessThatWasKilled_TakesNothing(int owner)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        RemoteChannel<int> channel = await cluster.Head.CreateChannelAsync<int>(1, owner);
        using var gate = new Gate();
        _ = cluster.Head.RemoteCall(
            3,
            async (RemoteChannel<int> c) =>
            {
                Task<int> take = c.TakeAsync();

                // Answered after the take was: it waits at the owner by now.
                await c.IsOpenAsync();
                gate.Arrive();
                await take;
            },
            channel);
        await gate.ArrivedAsync();
        await cluster.KillAsync(3);
        await cluster.GoneEverywhereAsync(3);
        await channel.PutAsync(1);
        Assert.Equal(1, await channel.TakeAsync().Soon());
    }

    [Fact]
    public async Task Operations_OwnerIsKilled_ProcessExited()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        RemoteChannel<int> channel = await cluster.Head.CreateChannelAsync<int>(1, 3);
        Task<int> take = channel.TakeAsync();
        Task<int> takeElsewhere = cluster.Head.RemoteCallFetchAsync(2, (RemoteChannel<int> c) => c.TakeAsync(), channel);
        Assert.True(await channel.IsOpenAsync());
        await cluster.KillAsync(3);
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => take.Soon());
        Assert.Equal(3, error.Pid);
        RemoteException elsewhere = await Assert.ThrowsAsync<RemoteException>(() => takeElsewhere.Soon());
        Assert.Equal(typeof(ProcessExitedException).FullName, elsewhere.RemoteTypeName);
        await Assert.ThrowsAsync<ProcessExitedException>(() => channel.PutAsync(1));
        await Assert.ThrowsAsync<ProcessExitedException>(() => channel.IsReadyAsync());
    }

    /// <summary>A function whose call is given up stops waiting, although it passes no token on; and takes nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnyWait_CallIsGivenUp_Ends(int owner)
    {
        RemoteChannel<int> empty = await _head.CreateChannelAsync<int>(1, owner);
        RemoteChannel<int> full = await _head.CreateChannelAsync<int>(1, owner);
        await full.PutAsync(1);
        using var gate = new Gate();
        using var ended = new Notes<bool>();
        using var giveUp = new CancellationTokenSource();
        Task call = _head.RemoteCallFetchAsync(
            3,
            async (RemoteChannel<int> e, RemoteChannel<int> f) =>
            {
                Task[] waits = [e.TakeAsync(), e.FetchAsync(), e.TakeManyAsync(2), e.WaitToTakeAsync(), f.PutAsync(2), f.WaitToPutAsync()];
                await f.IsOpenAsync();
                gate.Arrive();
                await Task.WhenAll(waits).ContinueWith(_ => ended.Add(waits.All(wait => wait.IsCanceled)), TaskScheduler.Default);
            },
            empty,
            full,
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        Assert.Equal(new[] { true }, await ended.CountedAsync(1));
        await empty.PutAsync(3).Soon();
        Assert.Equal(3, await empty.TakeAsync().Soon());
        Assert.Equal(1, await full.TakeAsync().Soon());
        Assert.True(await full.IsEmptyAsync().Soon());
    }
}
