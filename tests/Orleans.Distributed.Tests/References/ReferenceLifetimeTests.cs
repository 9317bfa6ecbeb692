using System.Runtime.CompilerServices;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.References;

/// <summary>How long the owner keeps what references refer to: as long as some process holds a handle, and no longer.</summary>
public sealed class ReferenceLifetimeTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-041")]
    [Trait("Spec", "J-044")]
    [Trait("Spec", "J-046")]
    [Trait("Spec", "J-049")]
    public async Task FetchAsync_OnlyHolder_OwnerLetsGo(int pid)
    {
        Future<int> future = Head.RemoteCall(pid, () => 5);
        await future.ReadySoonAsync();
        Assert.True(_cluster[pid].Owns(future));
        Assert.Equal(5, await future);
        await EmptyAsync();
        Assert.Equal(5, await future.FetchAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task DisposeAsync_OnlyHolder_OwnerLetsGo(int pid)
    {
        Future<int> future = Head.RemoteCall(pid, () => 5);
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, pid);
        await future.ReadySoonAsync();
        Assert.Equal(2, _cluster[pid].OwnedCount());
        await future.DisposeAsync();
        await channel.DisposeAsync();
        await EmptyAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Finalizer_ForgottenHandles_OwnerLetsGo(int pid)
    {
        await MakeAndForget(Head, pid);
        await WaitExtensions.HoldsAfterCollection(() => _cluster[pid].OwnedCount() == 0);
    }

    [Fact]
    public async Task Finalizer_HandlesForgottenByReceiver_OwnerLetsGo()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 2);
        await Head.RemoteCallFetchAsync(3, (RemoteChannel<int> c) => c.Id, channel);
        await channel.DisposeAsync();
        await EmptyAfterCollectionAsync();
    }

    [Fact]
    [Trait("Spec", "J-051")]
    [Trait("Spec", "J-052")]
    [Trait("Spec", "J-053")]
    public async Task FetchAsync_TwoHolders_OwnerKeepsTheValueForTheSecond()
    {
        Future<int> future = Head.RemoteCall(2, () => Cluster.Current.MyId);
        RemoteChannel<Future<int>> channel = await Head.CreateChannelAsync<Future<int>>(1, 3);
        await channel.PutAsync(future);
        Assert.Equal(2, await future);

        // What the head tells process 2 arrives in order, so the release of its claim is there when this call is answered.
        await Head.RemoteCallFetchAsync(2, () => { });
        Assert.True(_cluster[2].Owns(future));
        Assert.Equal(2, await Head.RemoteCallFetchAsync(3, async (RemoteChannel<Future<int>> c) => await (await c.TakeAsync()), channel));
        await ReleasedAsync(future);
        await channel.DisposeAsync();
        await EmptyAfterCollectionAsync();
    }

    [Fact]
    public async Task Kill_Holder_OwnerLetsGo()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 2);
        using var keeper = new Gate();
        Future keeping = Head.RemoteCall(
            3,
            async (RemoteChannel<int> c) =>
            {
                await keeper.PassAsync();
                GC.KeepAlive(c);
            },
            channel);
        await keeper.ArrivedAsync();
        await channel.DisposeAsync();
        await Head.RemoteCallFetchAsync(2, () => { });
        Assert.True(_cluster[2].Owns(channel));
        await _cluster.KillAsync(3);
        await ReleasedAsync(channel);
        await keeping.DisposeAsync();
    }

    [Fact]
    public async Task Kill_Creator_OwnerLetsGo()
    {
        using var gate = new Gate();
        _ = Head.RemoteCall(3, async () =>
        {
            RemoteChannel<int> channel = await Cluster.Current.CreateChannelAsync<int>(1, 2);
            await gate.PassAsync();
            GC.KeepAlive(channel);
        });
        await gate.ArrivedAsync();
        Assert.Equal(1, _cluster[2].OwnedCount());
        await _cluster.KillAsync(3);
        await EmptyAsync();
    }

    [Fact]
    public async Task RefusedMessage_HandlesInIt_StayWithTheSender()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 2);
        await Assert.ThrowsAsync<Serialization.UnsendableValueException>(
            async () => await Head.RemoteCallFetchAsync(3, (object[] all) => all.Length, [channel, new MemoryStream()]));
        await channel.PutAsync(1);
        Assert.Equal(1, await channel.TakeAsync());
        await channel.DisposeAsync();
        await EmptyAfterCollectionAsync();
    }

    [Fact]
    public async Task UnsendableResult_HandlesInIt_AreReleased()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 2);
        await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(3, (RemoteChannel<int> c) => new object[] { c, new MemoryStream() }, channel));
        await channel.DisposeAsync();
        await EmptyAfterCollectionAsync();
    }

    /// <summary>The answer arrives when nobody reads it any more; what came with it must be received all the same.</summary>
    [Fact]
    public async Task CancelledCall_HandleInItsLateResult_IsReleased()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task<RemoteChannel<int>> call = Head.RemoteCallFetchAsync(
            3,
            async () =>
            {
                RemoteChannel<int> channel = await Cluster.Current.CreateChannelAsync<int>(1, 2);
                await gate.PassAsync();
                return channel;
            },
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.Open();
        await EmptyAfterCollectionAsync();
    }

    [Fact]
    public async Task CreateChannelAsync_Cancelled_LeavesNothing()
    {
        for (int i = 0; i < 50; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<RemoteChannel<int>> creating = Head.CreateChannelAsync<int>(1, 2, giveUp.Token);
            await giveUp.CancelAsync();
            try
            {
                await (await creating).DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // As was asked for.
            }
        }

        await EmptyAfterCollectionAsync();
    }

    [Fact]
    public async Task HandleTable_FetchedAndCollected_IsEmpty()
    {
        await SendFetchAndForget();
        await WaitExtensions.HoldsAfterCollection(() => Head.HandleCount() == 0 && _cluster[3].HandleCount() == 0);

        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task SendFetchAndForget()
        {
            for (int i = 0; i < 100; i++)
            {
                Future<int> future = Head.RemoteCall(2, () => 1);
                Assert.Equal(1, await Head.RemoteCallFetchAsync(3, (Future<int> f) => f.FetchAsync(), future));
                Assert.Equal(1, await future);
            }
        }
    }

    [Fact]
    public async Task RemoteCall_ManyDropped_TablesAreEmptyAfterwards()
    {
        const int Count = 100_000;
        Drop(Count);
        await Head.RemoteCallFetchAsync(2, () => { });
        await EmptyAfterCollectionAsync();

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Drop(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _ = Head.RemoteCall(2, static () => 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task MakeAndForget(ICluster head, int pid)
    {
        for (int i = 0; i < 20; i++)
        {
            await head.RemoteCall(pid, () => 5).ReadySoonAsync();
            await head.CreateChannelAsync<int>(1, pid);
            _ = head.CreateFuture<int>(pid);
        }
    }

    private Task ReleasedAsync(RemoteReference reference) =>
        WaitExtensions.HoldsAfterCollection(() => !_cluster[reference.Where].Owns(reference));

    private Task EmptyAsync() => WaitExtensions.HoldsSoon(() => Kept() == 0);

    private Task EmptyAfterCollectionAsync() => WaitExtensions.HoldsAfterCollection(() => Kept() == 0);

    private int Kept() => Head.Procs.Sum(pid => _cluster[pid].OwnedCount() + _cluster[pid].Handles().Owned.EarlyCount);
}
