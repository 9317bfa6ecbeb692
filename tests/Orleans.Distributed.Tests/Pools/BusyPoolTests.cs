using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

/// <summary>Calls to a pool of which no worker is free at the call.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class BusyPoolTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCall_ArgumentChangedWhileItWaits_SentAsItWas(int pid)
    {
        var pool = new WorkerPool(_head, [pid]);
        int taken = await pool.TakeAsync();
        int[] argument = [1];
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, 3);
        Task<int> fetched = _head.RemoteCallFetchAsync(pool, (int[] a) => a[0], argument);
        Future<int> future = _head.RemoteCall(pool, (int[] a) => a[0], argument);
        _head.RemoteDo(pool, async (int[] a, RemoteChannel<int> c) => await c.PutAsync(a[0]), argument, channel);
        argument[0] = 2;
        pool.Return(taken);
        Assert.Equal(1, await fetched.Soon());
        Assert.Equal(1, await future.Soon());
        Assert.Equal(1, await channel.TakeAsync().Soon());
        await channel.DisposeAsync();
    }

    [Fact]
    public async Task RemoteCall_Unsendable_RefusedAtTheCallAndTheWorkerStaysFree()
    {
        var pool = new WorkerPool(_head, [2]);
        object argument = new MemoryStream();
        Assert.Throws<UnsendableValueException>(() => _head.RemoteCall(pool, (object o) => o.ToString(), argument));
        int taken = await pool.TakeAsync();
        Assert.Throws<UnsendableValueException>(() => _head.RemoteCall(pool, (object o) => o.ToString(), argument));
        Assert.Throws<UnsendableValueException>(() => _head.RemoteDo(pool, (object o) => o.ToString(), argument));
        Task<string?> fetching = _head.RemoteCallFetchAsync(pool, (object o) => o.ToString(), argument);
        await Assert.ThrowsAsync<UnsendableValueException>(() => fetching.Soon());
        pool.Return(taken);
        Assert.Equal(2, await _head.RemoteCallFetchAsync(pool, () => Cluster.Current.MyId).Soon());
    }
}
