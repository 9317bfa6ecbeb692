using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>Removing workers.</summary>
public sealed class RemovalTests(OwnHead head) : IClassFixture<OwnHead>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    [Trait("Spec", "J-282")]
    public async Task Rm_ZeroWaitOfABusyWorkerAndAddAtOnce_FiveTimes()
    {
        int pid = (await Cluster.AddProcsAsync(1).InTimeAsync())[0];
        for (int i = 0; i < 5; i++)
        {
            Cluster.RemoteDo(pid, () => Thread.Sleep(5000));
            Task removing = Cluster.RmProcsAsync([pid], TimeSpan.Zero);
            Assert.True(removing.IsCompletedSuccessfully);
            pid = (await Cluster.AddProcsAsync(1).InTimeAsync())[0];
        }

        Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());
        await Cluster.RmProcsAsync(Cluster.OtherWorkers).InTimeAsync();
        Assert.Equal([1], Cluster.Procs);
    }

    [Fact]
    [Trait("Spec", "J-284")]
    public async Task Rm_NotGoneInTime_FailsAndTheyDisappearLater()
    {
        var release = new TaskCompletionSource();
        using WorkerCallback callback = Cluster.AddWorkerExitingCallback(_ => release.Task);
        IReadOnlyList<int> pids = await Cluster.AddProcsAsync(2).InTimeAsync();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => Cluster.RmProcsAsync(pids, TimeSpan.FromMilliseconds(1)).InTimeAsync());

        Assert.Contains("were not terminated after", error.Message, StringComparison.Ordinal);
        await using IAsyncEnumerator<WorkerEvent> events = Cluster.Events.GetAsyncEnumerator();
        release.SetResult();
        var gone = new HashSet<int>();
        while (gone.Count < 2)
        {
            Assert.True(await events.MoveNextAsync().AsTask().InTimeAsync());
            if (events.Current is WorkerExited exited)
            {
                gone.Add(exited.Pid);
            }
        }

        Assert.Equal(pids, gone.Order());
        Assert.Equal([1], Cluster.Procs);
    }

    [Fact]
    [Trait("Spec", "J-286")]
    [Trait("Spec", "J-434")]
    public async Task Rm_ByAWorker_IsRefusedThereAndWorksThroughProcess1()
    {
        IReadOnlyList<int> pids = await Cluster.AddProcsAsync(2).InTimeAsync();

        var error = await Assert.ThrowsAsync<RemoteException>(
            () => Cluster.RemoteCallFetchAsync(pids[0], pid => Distributed.Cluster.Current.RmProcsAsync([pid]), pids[1]).InTimeAsync());
        Assert.Contains("Only process 1 can add and remove processes", error.Message, StringComparison.Ordinal);
        Assert.Equal(pids, Cluster.Workers);

        await Cluster.RemoteCallFetchAsync(pids[0], RemoveThroughTheHeadAsync, pids[1]).InTimeAsync();
        Assert.Equal([pids[0]], Cluster.Workers);
        await Cluster.RmProcsAsync([pids[0]]).InTimeAsync();
    }

    [Fact]
    [Trait("Spec", "J-294")]
    public async Task AddAndRm_CooperativeWorker_NothingIsWritten()
    {
        using var console = new ConsoleCapture();

        IReadOnlyList<int> pids = await Cluster.AddProcsAsync(1).InTimeAsync();
        await Cluster.RemoteCallFetchAsync(pids[0], () => Distributed.Cluster.Current.MyId).InTimeAsync();
        await Cluster.RmProcsAsync(pids).InTimeAsync();
        await using (ICluster other = await Distributed.Cluster.StartAsync().InTimeAsync())
        {
            await other.AddProcsAsync(1).InTimeAsync();
        }

        Assert.Equal(("", ""), (console.Out.Text, console.Error.Text));
    }

    private static Task RemoveThroughTheHeadAsync(int pid) =>
        Distributed.Cluster.Current.RemoteCallFetchAsync(1, victim => Distributed.Cluster.Current.RmProcsAsync([victim]), pid);
}
