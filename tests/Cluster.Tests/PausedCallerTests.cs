using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>The deadline of a call holds where its function runs, whatever becomes of its caller.</summary>
public sealed class PausedCallerTests(Head head) : IClassFixture<Head>
{
    // Long enough for the function to begin on a busy machine.
    private static readonly CallOptions Short = new() { Deadline = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task Deadline_CallerStopped_FunctionIsCancelledMeanwhile()
    {
        ICluster cluster = head.Cluster;
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        await using RemoteChannel<int> told = await cluster.CreateChannelAsync<int>(4);
        Task<string> call = cluster.RemoteCallFetchAsync(workers[0], CallOther, told, workers[1]);
        await told.TakeAsync().InTimeAsync();

        workers.Signal(workers[0], Signals.Stop);
        await workers.ProcessOf(workers[0]).WaitUntilStoppedAsync();
        Assert.Equal(workers[1], await told.TakeAsync().InTimeAsync());
        workers.Signal(workers[0], Signals.Continue);

        Assert.Equal(nameof(TimeoutException), await call.InTimeAsync());
    }

    [Fact]
    public async Task Deadline_CallerKilled_FunctionIsCancelledInTime()
    {
        ICluster cluster = head.Cluster;
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        await using RemoteChannel<int> told = await cluster.CreateChannelAsync<int>(4);
        Task<string> call = cluster.RemoteCallFetchAsync(workers[0], StartOther, told, workers[1]);
        await told.TakeAsync().InTimeAsync();

        workers.Kill(workers[0]);
        await Assert.ThrowsAsync<ProcessExitedException>(() => call.InTimeAsync());
        Assert.Equal(workers[1], await told.TakeAsync().InTimeAsync());
    }

    private static async Task<string> CallOther(RemoteChannel<int> told, int pid)
    {
        try
        {
            await Cluster.Current.RemoteCallFetchAsync(pid, TellWhenCancelled, told, Short);
            return "";
        }
        catch (TimeoutException e)
        {
            return e.GetType().Name;
        }
    }

    private static async Task<string> StartOther(RemoteChannel<int> told, int pid)
    {
        _ = Cluster.Current.RemoteCall(pid, TellWhenCancelled, told, Short);
        await Task.Delay(Timeout.Infinite);
        return "";
    }

    private static async Task TellWhenCancelled(RemoteChannel<int> told, CancellationToken token)
    {
        await told.PutAsync(0, CancellationToken.None);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (token.Register(cancelled.SetResult))
        {
            await cancelled.Task;
        }

        using (Cluster.SuppressCancellation())
        {
            await told.PutAsync(Cluster.Current.MyId, CancellationToken.None);
        }
    }
}
