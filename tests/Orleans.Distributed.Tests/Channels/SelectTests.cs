using System.Threading.Channels;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Exactly one of several things is done.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class SelectTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task SelectAsync_OneHasAnItem_ThatOneAndNothingFromTheOthers()
    {
        RemoteChannel<int>[] channels = await ChannelsAsync();
        for (int i = 0; i < channels.Length; i++)
        {
            Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync(channels);
            await channels[i].PutAsync(10 + i).Soon();
            Assert.Equal((i, 10 + i), await selecting.Soon());
            foreach (RemoteChannel<int> channel in channels)
            {
                Assert.True(await channel.IsEmptyAsync().Soon());
            }
        }
    }

    [Fact]
    public async Task SelectAsync_AllHaveItems_OneAtATimeAndEachOnce()
    {
        RemoteChannel<int>[] channels = await ChannelsAsync();
        for (int i = 0; i < 30; i++)
        {
            await channels[i % channels.Length].PutAsync(i).Soon();
        }

        var taken = new List<int>();
        for (int i = 0; i < 30; i++)
        {
            (int index, int item) = await RemoteChannel.SelectAsync(channels).Soon();
            Assert.Equal(item % channels.Length, index);
            taken.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 30), taken.Order());
    }

    [Fact]
    public async Task SelectAsync_ChannelsAndFutures_WhicheverIsFirst()
    {
        RemoteChannel<int> numbers = await _head.CreateChannelAsync<int>(1, 2);
        RemoteChannel<string> texts = await _head.CreateChannelAsync<string>(0, 3);
        Future<double> future = _head.CreateFuture<double>(3);
        Task<string> Select() => RemoteChannel.SelectAsync(
            [numbers.OnTake(n => $"number {n}"), texts.OnTake(t => $"text {t}"), future.OnFetch(d => $"future {d}")]);
        Task<string> selecting = Select();
        Task put = texts.PutAsync("a");
        Assert.Equal("text a", await selecting.Soon());
        await put.Soon();
        await numbers.PutAsync(1).Soon();
        Assert.Equal("number 1", await Select().Soon());
        await future.PutAsync(2.5).Soon();
        Assert.Equal("future 2.5", await Select().Soon());
        Assert.Equal("future 2.5", await Select().Soon());
    }

    [Fact]
    public async Task SelectAsync_ClosedChannels_ArePassedOverUntilAllAre()
    {
        RemoteChannel<int>[] channels = await ChannelsAsync();
        await channels[0].CloseAsync().Soon();
        Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync(channels);
        await channels[1].PutAsync(1).Soon();
        Assert.Equal((1, 1), await selecting.Soon());
        selecting = RemoteChannel.SelectAsync(channels);
        await channels[1].CloseAsync().Soon();
        await channels[2].CloseAsync().Soon();
        await Assert.ThrowsAsync<ChannelClosedException>(() => selecting.Soon());
        await Assert.ThrowsAsync<ChannelClosedException>(() => RemoteChannel.SelectAsync(channels).Soon());
    }

    [Fact]
    public async Task SelectAsync_ClosedWithAReason_ThatIsAnError()
    {
        RemoteChannel<int>[] channels = await ChannelsAsync();
        Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync(channels);
        await channels[2].CloseAsync(new TimeoutException("late")).Soon();
        ChannelClosedException error = await Assert.ThrowsAsync<ChannelClosedException>(() => selecting.Soon());
        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public async Task SelectAsync_FailedFuture_ItsFailure()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        Future<int> future = _head.RemoteCall(3, int () => throw new ArithmeticException());
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => RemoteChannel.SelectAsync([channel.OnTake(x => x), future.OnFetch(x => x)]).Soon());
        Assert.IsType<ArithmeticException>(error.InnerException);
    }

    [Fact]
    public async Task SelectAsync_Cancelled_NothingIsTaken()
    {
        RemoteChannel<int>[] channels = await ChannelsAsync();
        using var giveUp = new CancellationTokenSource();
        Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync(channels, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => selecting.Soon());
        foreach (RemoteChannel<int> channel in channels)
        {
            await channel.PutAsync(1).Soon();
            Assert.Equal(1, await channel.TakeAsync().Soon());
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RemoteChannel.SelectAsync(channels, new CancellationToken(true)));
    }

    [Fact]
    public async Task SelectAsync_OwnerDies_ProcessExited()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        RemoteChannel<int> dying = await cluster.Head.CreateChannelAsync<int>(1, 3);
        RemoteChannel<int> living = await cluster.Head.CreateChannelAsync<int>(1, 2);
        Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync([dying, living]);
        Assert.True(await dying.IsOpenAsync().Soon());
        await cluster.KillAsync(3);
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => selecting.Soon());
        Assert.Equal(3, error.Pid);
        await living.PutAsync(1).Soon();
        Assert.Equal(1, await living.TakeAsync().Soon());
    }

    [Fact]
    public async Task SelectAsync_BadCases_Refused()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 2);
        await Assert.ThrowsAsync<ArgumentException>(() => RemoteChannel.SelectAsync(Array.Empty<RemoteChannel<int>>()));
        await Assert.ThrowsAsync<ArgumentException>(() => RemoteChannel.SelectAsync([channel, null!]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => RemoteChannel.SelectAsync((IEnumerable<RemoteChannel<int>>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => RemoteChannel.SelectAsync((IEnumerable<SelectCase<int>>)null!));
        Assert.Throws<ArgumentNullException>(() => channel.OnTake<int>(null!));
        Assert.Throws<ArgumentNullException>(() => _head.CreateFuture<int>().OnFetch<int>(null!));
        await channel.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => RemoteChannel.SelectAsync([channel]));
    }

    /// <summary>Many select at the same channels, some of them give up; each item must be taken exactly once.</summary>
    [Fact]
    public async Task SelectAsync_ManyCompete_NoItemIsLostOrDoubled()
    {
        const int Count = 600;
        RemoteChannel<int>[] channels = await ChannelsAsync();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<int>();
        Task[] selectors = [.. Enumerable.Range(0, 4).Select(seed => Task.Run(() => SelectUntilClosedAsync(new Random(seed))))];
        await Task.WhenAll(channels.Select((channel, index) => PutAsync(channel, index))).Soon();
        await Task.WhenAll(selectors).Soon();
        Assert.Equal(Enumerable.Range(0, Count), seen.Order());

        async Task PutAsync(RemoteChannel<int> channel, int first)
        {
            for (int i = first; i < Count; i += channels.Length)
            {
                await channel.PutAsync(i);
            }

            await channel.CloseAsync();
        }

        async Task SelectUntilClosedAsync(Random random)
        {
            while (true)
            {
                using var giveUp = new CancellationTokenSource();
                Task<(int Index, int Item)> selecting = RemoteChannel.SelectAsync(channels, giveUp.Token);
                if (random.Next(4) == 0)
                {
                    await giveUp.CancelAsync();
                }

                try
                {
                    seen.Enqueue((await selecting).Item);
                }
                catch (OperationCanceledException)
                {
                    // Then it has taken nothing.
                }
                catch (ChannelClosedException)
                {
                    return;
                }
            }
        }
    }

    private async Task<RemoteChannel<int>[]> ChannelsAsync() =>
    [
        await _head.CreateChannelAsync<int>(20, 1).Soon(),
        await _head.CreateChannelAsync<int>(20, 2).Soon(),
        await _head.CreateChannelAsync(3, () => Channel.CreateBounded<int>(20)).Soon(),
    ];
}
