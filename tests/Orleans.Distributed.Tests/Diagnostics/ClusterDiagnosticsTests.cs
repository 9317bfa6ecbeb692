using System.Threading.Channels;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Diagnostics;

/// <summary>Looking at what processes keep.</summary>
public sealed class ClusterDiagnosticsTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GetReferencesAsync_FuturesAndChannels_AsTheyAre(int owner)
    {
        Future<byte[]> set = Head.RemoteCall(owner, () => new byte[1000]);
        await set.WaitAsync().Soon();
        Future<int> unset = Head.CreateFuture<int>(owner);
        Future<int> failed = Head.RemoteCall(owner, int () => throw new ArithmeticException());
        await failed.ReadySoonAsync();
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(10, owner).Soon();
        await channel.PutManyAsync([1, 2, 3]).Soon();
        RemoteChannel<string> made = await Head.CreateChannelAsync(owner, () => Channel.CreateUnbounded<string>()).Soon();
        Task<string> take = made.TakeAsync();
        await made.IsOpenAsync().Soon();

        // The list is the same from wherever it is asked for.
        foreach (int asker in Head.Procs)
        {
            IReadOnlyList<ReferenceInfo> all = await _cluster[asker].Diagnostics.GetReferencesAsync(owner).Soon();
            Assert.Equal([set.Id, unset.Id, failed.Id, channel.Id, made.Id], all.Select(info => info.Id));
            Assert.All(all, info => Assert.Equal([1], info.Holders));
            Assert.Equal([true, false, true, true, false], all.Select(info => info.IsSet));
            Assert.Equal([false, false, true, false, false], all.Select(info => info.IsFailed));
            Assert.Equal([1, 0, 0, 3, 0], all.Select(info => info.Count));
            Assert.Equal([1000, 0, null, 12, null], all.Select(info => info.Bytes));
            Assert.Equal([0, 0, 0, 0, 1], all.Select(info => info.Waiting));
            Assert.Equal(["System.Byte[]", null, null, "System.Int32", "System.String"], all.Select(info => info.TypeName));
            Assert.Equal(
                [ReferenceKind.Future, ReferenceKind.Future, ReferenceKind.Future, ReferenceKind.Channel, ReferenceKind.Channel],
                all.Select(info => info.Kind));
        }

        ReferenceCounts counts = await Head.Diagnostics.GetCountsAsync(owner).Soon();
        Assert.Equal((owner, 3, 2, 1012), (counts.Pid, counts.Futures, counts.Channels, counts.Bytes));
        await made.CloseAsync().Soon();
        await Assert.ThrowsAsync<ChannelClosedException>(() => take.Soon());
        Assert.Equal(1000, (await set).Length);
        Assert.Null(await Head.Diagnostics.FindAsync(set).Soon());
        foreach (RemoteChannel each in new RemoteChannel[] { channel, made })
        {
            await each.DisposeAsync();
            Assert.Null(await Head.Diagnostics.FindAsync(each).Soon());
        }

        GC.KeepAlive(unset);
        GC.KeepAlive(failed);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task FindAsync_ChannelOfAFactory_AsItIs(int owner, bool ofSystem)
    {
        RemoteChannel<int> channel = ofSystem
            ? await Head.CreateChannelAsync(owner, () => Channel.CreateBounded<int>(5)).Soon()
            : await Head.CreateChannelAsync(owner, () => new Channels.LargestFirst()).Soon();
        Assert.Equal((false, false, ofSystem ? 0 : -1), await LookAsync());
        await channel.PutManyAsync([1, 2]).Soon();
        Assert.Equal((ofSystem, false, ofSystem ? 2 : -1), await LookAsync());
        await channel.CloseAsync().Soon();
        Assert.Equal((ofSystem, true, ofSystem ? 2 : -1), await LookAsync());
        Assert.Equal(2, (await channel.TakeManyAsync(5).Soon()).Count);
        Assert.Equal((false, true, ofSystem ? 0 : -1), await LookAsync());

        async Task<(bool, bool, int)> LookAsync() =>
            await Head.Diagnostics.FindAsync(channel).Soon() is { } info ? (info.IsSet, info.IsFailed, info.Count) : throw new InvalidOperationException("It is gone.");
    }

    [Fact]
    public async Task FindAsync_HeldByTwo_BothAreHolders()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 2).Soon();
        using var kept = new Shelf<RemoteChannel<int>>();
        await Head.RemoteCallFetchAsync(3, kept.Put, channel).Soon();
        await WaitExtensions.HoldsSoonAsync(
            async () => await Head.Diagnostics.FindAsync(channel) is { InTransit: 0 } info && info.Holders.SequenceEqual([1, 3]));
        Assert.Equal(1, (await Head.Diagnostics.GetCountsAsync(3).Soon()).Handles);
        await _cluster.KillAsync(3);
        await WaitExtensions.HoldsSoonAsync(
            async () => await Head.Diagnostics.FindAsync(channel) is { InTransit: 0 } info && info.Holders.SequenceEqual([1]));
    }

    [Fact]
    public async Task BadArguments_Refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.Diagnostics.GetReferencesAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.Diagnostics.GetCountsAsync(-1));
        await Assert.ThrowsAsync<ProcessExitedException>(() => Head.Diagnostics.GetCountsAsync(77).Soon());
        await Assert.ThrowsAsync<ArgumentNullException>(() => Head.Diagnostics.FindAsync(null!));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Head.Diagnostics.GetCountsAsync(2, new CancellationToken(true)));
        Assert.Empty(await Head.Diagnostics.GetReferencesAsync().Soon());
    }
}
