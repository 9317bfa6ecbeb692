using System.Runtime.CompilerServices;
using Orleans.Distributed.References;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.References;

/// <summary>Handles in messages that are never read: they have arrived all the same, and their owners must not wait for that.</summary>
public sealed class UnreadMessageTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task RemoteCallFetchAsync_ArgumentsCannotBeRead_HandleIsReleased()
    {
        await Send(Head);
        await EmptyAsync();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static async Task Send(ICluster head)
        {
            RemoteChannel<int> first = await head.CreateChannelAsync<int>(1, 2);
            RemoteChannel<int> second = await head.CreateChannelAsync<int>(1, 2);
            RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => head.RemoteCallFetchAsync(
                3, (object[] all) => all.Length, [first, new HashSet<Unreadable> { new() }, second]));
            Assert.Contains("cannot be read where functions run", error.Message, StringComparison.Ordinal);
            await first.DisposeAsync();
            await second.DisposeAsync();
        }
    }

    [Fact]
    public async Task PutAsync_ReferenceIsGone_HandleInTheValueIsReleased()
    {
        await Send(_cluster);
        await EmptyAsync();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static async Task Send(DistributedTestCluster cluster)
        {
            RemoteChannel<RemoteChannel<int>> channel = await cluster.Head.CreateChannelAsync<RemoteChannel<int>>(1, 2);
            Future<RemoteChannel<int>> future = cluster.Head.CreateFuture<RemoteChannel<int>>(2);
            Assert.False(await future.IsReadyAsync());
            RemoteChannel<int> value = await cluster.Head.CreateChannelAsync<int>(1, 3);
            ReferenceTable owned = cluster[2].Handles().Owned;
            owned.Apply(1, ReferenceUpdate.Drop(channel.Id));
            owned.Apply(1, ReferenceUpdate.Drop(future.Id));
            await Assert.ThrowsAsync<InvalidOperationException>(() => channel.PutAsync(value));
            await Assert.ThrowsAsync<InvalidOperationException>(() => future.PutAsync(value));
            await value.DisposeAsync();
        }
    }

    [Fact]
    public async Task Refuse_HandleInUse_StaysUsable()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 2);
        ITransferReceiver receiver = Head.Handles().Handles;
        var token = new TransferToken(3, 1_000_000);
        _cluster[2].Handles().Owned.Apply(3, ReferenceUpdate.Transfer(channel.Id, token, 1));
        receiver.Refuse(new HandleTransfer(channel.Id, 2, token));
        await Head.RemoteCallFetchAsync(2, () => { });
        Assert.True(_cluster[2].Owns(channel));
        await channel.PutAsync(4);
        Assert.Equal(4, await channel.TakeAsync());
        await channel.DisposeAsync();
        await EmptyAsync();
    }

    private Task EmptyAsync() => WaitExtensions.HoldsAfterCollection(() => Head.Procs.Sum(pid => _cluster[pid].OwnedCount()) == 0);

    /// <summary>Can be sent by a test, and not be read where functions run.</summary>
    private sealed class Unreadable
    {
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() =>
            Thread.CurrentThread.Name == "user code" ? throw new InvalidOperationException("This cannot be read where functions run.") : 1;
    }
}
