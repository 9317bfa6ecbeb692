using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Interrupts;

/// <summary>Interrupting workers: the functions that run there are cancelled, and nothing else.</summary>
[Collection(nameof(FourWorkers))]
public sealed class InterruptTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    private int First => cluster.Workers[0];

    private int Second => cluster.Workers[1];

    [Fact]
    public async Task InterruptAsync_OneWorker_ItsCallsFailAndOthersGoOn()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        await using RemoteChannel<int> go = await Head.CreateChannelAsync<int>();
        Task interrupted = Head.RemoteCallFetchAsync(First, WaitForToken, started);
        Task another = Head.RemoteCallFetchAsync(First, WaitForToken, started);
        Task<int> untouched = Head.RemoteCallFetchAsync(Second, TakeAfterStart, started, go);
        await StartedAsync(started, 3);

        await Head.InterruptAsync(First).InTimeAsync();

        AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => interrupted.InTimeAsync()), First);
        AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => another.InTimeAsync()), First);
        await go.PutAsync(7).InTimeAsync();
        Assert.Equal(7, await untouched.InTimeAsync());
        Assert.Equal(First, await Head.RemoteCallFetchAsync(First, () => Cluster.Current.MyId).InTimeAsync());
    }

    [Theory]
    [InlineData(InterruptMode.Cancel)]
    [InlineData(InterruptMode.Abort)]
    public async Task InterruptAsync_SomeWorkers_TheirCallsFailAndThoseOfTheOthersGoOn(InterruptMode mode)
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        await using RemoteChannel<int> go = await Head.CreateChannelAsync<int>(2);
        int[] some = [cluster.Workers[1], cluster.Workers[3]];
        int[] others = [cluster.Workers[0], cluster.Workers[2]];
        Task[] interrupted = [.. some.Select(pid => Head.RemoteCallFetchAsync(pid, WaitForToken, started))];
        Task<int>[] untouched = [.. others.Select(pid => Head.RemoteCallFetchAsync(pid, TakeAfterStart, started, go))];
        await StartedAsync(started, 4);

        await Head.InterruptAsync(some, mode).InTimeAsync();

        for (int i = 0; i < some.Length; i++)
        {
            AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => interrupted[i].InTimeAsync()), some[i]);
        }

        await go.PutAsync(1).InTimeAsync();
        await go.PutAsync(2).InTimeAsync();
        Assert.Equal([1, 2], (await Task.WhenAll(untouched).InTimeAsync()).Order());
    }

    [Theory]
    [InlineData(InterruptMode.Cancel)]
    [InlineData(InterruptMode.Abort)]
    public async Task InterruptAsync_AllWorkers_EveryCallFails(InterruptMode mode)
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Task[] calls = [.. cluster.Workers.Select(pid => Head.RemoteCallFetchAsync(pid, WaitForToken, started))];
        await StartedAsync(started, 4);

        await Head.InterruptAsync(mode: mode).InTimeAsync();

        for (int i = 0; i < calls.Length; i++)
        {
            AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => calls[i].InTimeAsync()), cluster.Workers[i]);
        }
    }

    [Theory]
    [InlineData(InterruptMode.Cancel)]
    [InlineData(InterruptMode.Abort)]
    public async Task InterruptAsync_IdleWorkers_NothingHappens(InterruptMode mode)
    {
        int[] before = await OsPidsAsync();
        await Head.InterruptAsync(cluster.Workers, mode).InTimeAsync();
        await Head.InterruptAsync(cluster.Workers, mode).InTimeAsync();
        await Head.InterruptAsync([], mode).InTimeAsync();
        Assert.Equal(before, await OsPidsAsync());
        Assert.Equal([1, .. cluster.Workers], Head.Procs);
    }

    [Fact]
    public async Task InterruptAsync_CancelAndNoLookAtTheToken_FunctionGoesOn()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Task<int> call = Head.RemoteCallFetchAsync(First, LateResult, started);
        await StartedAsync(started, 1);
        await Head.InterruptAsync(First).InTimeAsync();
        Assert.Equal(42, await call.InTimeAsync());
    }

    [Theory]
    [InlineData(InterruptMode.Cancel)]
    [InlineData(InterruptMode.Abort)]
    public async Task InterruptAsync_Head_DoesNothing(InterruptMode mode)
    {
        var go = new TaskCompletionSource<int>();
        Task<int> own = Head.RemoteCallFetchAsync(1, () => go.Task);
        await Head.InterruptAsync(1, mode).InTimeAsync();
        await Head.InterruptAsync([1], mode).InTimeAsync();
        await Head.RemoteCallFetchAsync(First, (InterruptMode m) => Cluster.Current.InterruptAsync(1, m), mode).InTimeAsync();
        go.SetResult(3);
        Assert.Equal(3, await own.InTimeAsync());
    }

    [Fact]
    public async Task InterruptAsync_FromAnotherWorker_Works()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Task call = Head.RemoteCallFetchAsync(First, WaitForToken, started);
        await StartedAsync(started, 1);
        await Head.RemoteCallFetchAsync(Second, (int pid) => Cluster.Current.InterruptAsync(pid), First).InTimeAsync();
        AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), First);
    }

    [Fact]
    public async Task InterruptAsync_OwnProcess_EndsTheCallThatAsksToo()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(
                First,
                async ct =>
                {
                    await Cluster.Current.InterruptAsync(Cluster.Current.MyId, cancellationToken: CancellationToken.None);
                    await Task.Delay(Timeout.Infinite, ct);
                }).InTimeAsync());
        AssertInterrupted(error, First);
    }

    [Fact]
    public async Task InterruptAsync_Future_HoldsTheInterruption()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        Future future = Head.RemoteCall(First, WaitForToken, started);
        await StartedAsync(started, 1);
        await Head.InterruptAsync(First).InTimeAsync();
        AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => future.WaitAsync().InTimeAsync()), First);
    }

    [Fact]
    public async Task InterruptAsync_CallsMadeInTurn_EndToo()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        await using RemoteChannel<int> ended = await Head.CreateChannelAsync<int>(4);
        Task call = Head.RemoteCallFetchAsync(
            First, (int pid, RemoteChannel<int> s, RemoteChannel<int> e) => Cluster.Current.RemoteCallFetchAsync(pid, TellEnd, s, e), Second, started, ended);
        await StartedAsync(started, 1);
        await Head.InterruptAsync(First).InTimeAsync();
        AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), First);
        Assert.Equal(Second, await ended.TakeAsync().InTimeAsync());
    }

    [Fact]
    public async Task InterruptAsync_ParkedTake_TakesNothing()
    {
        await using RemoteChannel<int> started = await Head.CreateChannelAsync<int>(4);
        await using RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1);
        Task<int> call = Head.RemoteCallFetchAsync(First, TakeAfterStart, started, channel);
        await StartedAsync(started, 1);
        await Head.InterruptAsync(First).InTimeAsync();
        AssertInterrupted(await Assert.ThrowsAsync<RemoteException>(() => call.InTimeAsync()), First);
        await channel.PutAsync(5).InTimeAsync();
        Assert.Equal(5, await channel.TakeAsync().InTimeAsync());
    }

    [Fact]
    public async Task InterruptAsync_UnknownPid_Throws()
    {
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => Head.InterruptAsync(99).InTimeAsync());
        Assert.Equal(99, error.Pid);
        Assert.Contains("Use a pid from Procs", error.Message, StringComparison.Ordinal);
        AggregateException several = await Assert.ThrowsAsync<AggregateException>(() => Head.InterruptAsync([98, First, 99]).InTimeAsync());
        Assert.Equal([98, 99], several.InnerExceptions.Cast<ProcessExitedException>().Select(e => e.Pid).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task InterruptAsync_PidBelowOne_Throws(int pid)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.InterruptAsync(pid));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.InterruptAsync([First, pid]));
    }

    [Fact]
    public async Task InterruptAsync_BadArguments_Throw()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.InterruptAsync(First, (InterruptMode)7));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Head.InterruptAsync(mode: (InterruptMode)(-1)));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ((ICluster)null!).InterruptAsync(First));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Head.InterruptAsync(First, cancellationToken: new CancellationToken(canceled: true)));
    }

    internal static async Task WaitForToken(RemoteChannel<int> started, CancellationToken token)
    {
        await started.PutAsync(1, token);
        await Task.Delay(Timeout.Infinite, token);
    }

    internal static async Task StartedAsync(RemoteChannel<int> started, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await started.TakeAsync().InTimeAsync();
        }
    }

    internal static void AssertInterrupted(RemoteException error, int pid)
    {
        CallInterruptedException interrupted = Assert.IsType<CallInterruptedException>(error.InnerException);
        Assert.Equal(pid, error.Pid);
        Assert.Equal(pid, interrupted.Pid);
        Assert.Contains($"process {pid} was", interrupted.Message, StringComparison.Ordinal);
    }

    private static async Task<int> TakeAfterStart(RemoteChannel<int> started, RemoteChannel<int> channel)
    {
        await started.PutAsync(1);
        return await channel.TakeAsync();
    }

    private static async Task<int> LateResult(RemoteChannel<int> started, CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await started.PutAsync(1, CancellationToken.None);
        await cancelled.Task;
        return 42;
    }

    private static async Task TellEnd(RemoteChannel<int> started, RemoteChannel<int> ended, CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
        await started.PutAsync(1, CancellationToken.None);
        await cancelled.Task;
        _ = Cluster.Current.RemoteCall(1, (RemoteChannel<int> e, int pid) => e.PutAsync(pid), ended, Cluster.Current.MyId);
    }

    private async Task<int[]> OsPidsAsync() =>
        await Task.WhenAll(cluster.Workers.Select(pid => Head.RemoteCallFetchAsync(pid, () => Environment.ProcessId))).InTimeAsync();
}
