using System.Runtime.CompilerServices;
using Orleans.Distributed.Futures;
using Orleans.Distributed.References;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.References;

public sealed class HandleTableTests
{
    /// <summary>
    /// The reference comes back with its value when the handle before is collected and its claim is not finalized yet. Here the
    /// finalizer never comes, because the test keeps the claim.
    /// </summary>
    [Fact]
    public async Task ReceiveComplete_HandleBeforeIsDying_OwnerLetsGo()
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        Future<int> future = cluster.Head.RemoteCall(2, () => 1);
        await future.WaitAsync();
        Rrid id = future.Id;
        HandleContext there = cluster[3].Handles();
        Claim claim = ReceiveAndForget(there, id);
        await cluster[3].RemoteCallFetchAsync(2, () => { });
        await future.DisposeAsync();
        await cluster.Head.RemoteCallFetchAsync(2, () => { });
        Assert.Equal(1, cluster[2].OwnedCount());
        WaitExtensions.CollectGarbage();
        RemoteReference complete = there.Handles.ReceiveComplete(
            id, 2, new StoredValue<int>(1), none => new Future<int>(there, none, id, 2, new StoredValue<int>(1)));
        await WaitExtensions.HoldsSoon(() => cluster[2].OwnedCount() == 0);
        Assert.False(claim.IsReleased);
        GC.KeepAlive(complete);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Claim ReceiveAndForget(HandleContext there, Rrid id)
    {
        Claim? claim = null;
        there.Handles.Receive(id, 2, TransferToken.None, made =>
        {
            claim = made;
            return new Future<int>(there, made, id, 2);
        });
        return claim!;
    }
}
