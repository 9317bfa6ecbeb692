using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Interrupt, cancel and time out a remote call: DistributedNext#27, Distributed#28, #192, julia#12640 and others.</summary>
[Collection(nameof(FourWorkers))]
public sealed class CancellationAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>Giving a call up stops its function, and the calls that it has made in turn.</summary>
    [Fact]
    [Trait("Ask", "9")]
    public async Task DistributedNext27_CallGivenUp_FunctionsAtAllDistancesStop()
    {
        (int first, int second) = (cluster.Workers[0], cluster.Workers[1]);
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(2).InTimeAsync();
        await using RemoteChannel<int> stopped = await Head.CreateChannelAsync<int>(2).InTimeAsync();
        using var giveUp = new CancellationTokenSource();
        Task call = Head.RemoteCallFetchAsync(
            first,
            async (CancellationToken token) =>
            {
                await started.PutAsync(first, CancellationToken.None);
                try
                {
                    await Cluster.Current.RemoteCallFetchAsync(second, (CancellationToken inner) => WaitAsync(second, started, stopped, inner), token);
                }
                finally
                {
                    Tell(stopped);
                }
            },
            giveUp.Token);
        Assert.Equal([first, second], await TakeTwoAsync(started));

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.InTimeAsync());
        Assert.Equal([first, second], await TakeTwoAsync(stopped));
    }

    /// <summary>A take that is given up takes nothing, neither then nor later.</summary>
    [Fact]
    [Trait("Ask", "9")]
    public async Task Distributed28_TakeGivenUp_TheNextItemIsForOthers()
    {
        await using RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, cluster.Workers[2]).InTimeAsync();
        for (int i = 0; i < 20; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<int> take = channel.TakeAsync(giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.InTimeAsync());

            await channel.PutAsync(i).InTimeAsync();
            Assert.Equal(i, await channel.TakeAsync().InTimeAsync());
        }
    }

    /// <summary>An interrupt stops what runs, also what does not look at its token, and the worker lives on.</summary>
    [Theory]
    [InlineData(InterruptMode.Cancel)]
    [InlineData(InterruptMode.Abort)]
    [Trait("Ask", "9")]
    public async Task Distributed192_Interrupt_EndsTheCallsAndNotTheWorker(InterruptMode mode)
    {
        int pid = cluster.Workers[3];
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(1).InTimeAsync();
        Task call = mode == InterruptMode.Cancel
            ? Head.RemoteCallFetchAsync(pid, (CancellationToken token) => WaitAsync(pid, started, null, token))
            : Head.RemoteCallFetchAsync(pid, () => Spin(pid, started));
        await started.TakeAsync().InTimeAsync();

        await Head.InterruptAsync(pid, mode).InTimeAsync();

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync());
        Assert.IsType<CallInterruptedException>(error.InnerException);
        Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
    }

    [Fact]
    [Trait("Ask", "9")]
    public async Task Julia6752_Deadline_EndsTheCall()
    {
        Task call = Head.RemoteCallFetchAsync(
            cluster.Workers[0], (CancellationToken token) => Task.Delay(Timeout.Infinite, token), new CallOptions { Deadline = TimeSpan.FromMilliseconds(50) });

        await Assert.ThrowsAsync<TimeoutException>(() => call.InTimeAsync());
    }

    private static async Task WaitAsync(int pid, RemoteChannel<int> started, RemoteChannel<int>? stopped, CancellationToken token)
    {
        await started.PutAsync(pid, CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            Tell(stopped);
        }
    }

    /// <summary>Puts the own pid. By a post: waits at a channel would end with the call that was given up.</summary>
    private static void Tell(RemoteChannel<int>? channel)
    {
        if (channel is not null)
        {
            Cluster.Current.RemoteDo(1, (c, pid) => c.PutAsync(pid), channel, Cluster.Current.MyId);
        }
    }

    private static void Spin(int pid, RemoteChannel<int> started)
    {
        started.PutAsync(pid).Wait();
        while (true)
        {
            Thread.SpinWait(100);
        }
    }

    private static async Task<int[]> TakeTwoAsync(RemoteChannel<int> channel)
    {
        int[] taken = [await channel.TakeAsync().InTimeAsync(), await channel.TakeAsync().InTimeAsync()];
        Array.Sort(taken);
        return taken;
    }
}
