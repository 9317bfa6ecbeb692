namespace Orleans.Distributed.Tests;

[Collection(nameof(ThreeProcesses))]
public sealed class RemoteCallTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task RemoteCallFetchAsync_OtherProcess_RunsThere()
    {
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId));
        Assert.Equal(3, await _head.RemoteCallFetchAsync(3, () => Cluster.Current.MyId));
        Assert.Equal(1, await _head.RemoteCallFetchAsync(1, () => Cluster.Current.MyId));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_Arguments_ArriveByValue()
    {
        int[] numbers = [1, 2, 3];
        int sum = await _head.RemoteCallFetchAsync(2, (int[] n, int factor) => { n[0] = 10; return n.Sum() * factor; }, numbers, 2);
        Assert.Equal(30, sum);
        Assert.Equal(1, numbers[0]);
    }

    [Fact]
    public async Task RemoteCall_Value_IsFetched()
    {
        Future<string> future = _head.RemoteCall(3, (string s) => s + Cluster.Current.MyId, "on ");
        Assert.Equal("on 3", await future);
        Assert.Equal("on 3", await future.FetchAsync());
        Assert.True(await future.IsReadyAsync());
    }

    [Fact]
    public async Task RemoteCallFetchAsync_FunctionThrows_RemoteException()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(2, int () => throw new ArgumentException("no such thing")));
        Assert.Equal(2, error.Pid);
        Assert.IsType<ArgumentException>(error.InnerException);
        Assert.Contains("no such thing", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(RemoteCallFetchAsync_FunctionThrows_RemoteException), error.RemoteStackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_UnknownPid_ProcessExitedException()
    {
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => _head.RemoteCallFetchAsync(99, () => 1));
        Assert.Equal(CallOutcome.NotStarted, error.Outcome);
        Assert.Equal(ProcessExitReason.NeverExisted, error.Exit.Reason);
    }

    [Fact]
    public async Task Channel_PutAndTakeAcrossProcesses_KeepsOrder()
    {
        RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(100, 2);
        Future producing = _head.RemoteCall(3, async (RemoteChannel<int> c) =>
        {
            for (int i = 0; i < 50; i++)
            {
                await c.PutAsync(i);
            }

            await c.CloseAsync();
        }, channel);
        var taken = new List<int>();
        await foreach (int item in channel)
        {
            taken.Add(item);
        }

        await producing;
        Assert.Equal(Enumerable.Range(0, 50), taken);
    }

    [Fact]
    public async Task PMapAsync_Squares_InOrder()
    {
        int[] squares = await _head.PMapAsync(Enumerable.Range(1, 100), x => x * x);
        Assert.Equal(Enumerable.Range(1, 100).Select(x => x * x), squares);
    }
}
