using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>Calls to the own process: nothing is copied, and the errors are those of any other process.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class OwnProcessCallTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task RemoteCallFetchAsync_OwnPid_SameObjects()
    {
        object thing = new();
        Assert.Same(thing, await _head.RemoteCallFetchAsync(1, (object o) => o, thing));
        Assert.Same(thing, await _head.RemoteCallFetchAsync(1, () => thing));
        Assert.Same(thing, await _head.RemoteCall(1, () => thing));
        Assert.Same(thing, await await _head.RemoteCallWaitAsync(1, () => thing));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_OwnPid_SeesAndChangesWhatItCaptures()
    {
        var counts = new int[1];
        await _head.RemoteCallFetchAsync(1, () => { counts[0]++; });
        await _head.RemoteCall(1, () => { counts[0]++; });
        using var posted = new Gate();
        _head.RemoteDo(1, () =>
        {
            counts[0]++;
            posted.Arrive();
        });
        await posted.ArrivedAsync();
        Assert.Equal(3, counts[0]);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_OwnPidUnsendable_Runs()
    {
        using var stream = new MemoryStream([1, 2, 3]);
        Assert.Equal(3, await _head.RemoteCallFetchAsync(1, () => (int)stream.Length));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_OwnPidThrows_RemoteExceptionAroundTheVeryObject()
    {
        var original = new InvalidOperationException("mine");
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallFetchAsync(1, int () => throw original));
        Assert.Equal(1, error.Pid);
        Assert.Same(original, error.InnerException);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_OwnPid_RunsOnTheThreadsForUserCode()
    {
        string? name = await _head.RemoteCallFetchAsync(1, () => Thread.CurrentThread.Name);
        Assert.Equal("user code", name);
        Assert.Equal(name, await _head.RemoteCallFetchAsync(2, () => Thread.CurrentThread.Name));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_OwnPidCancelled_CallerDoesNotWaitForTheFunction()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        Task<int> call = _head.RemoteCallFetchAsync(
            1,
            () =>
            {
                gate.Pass();
                return 1;
            },
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
    }

    [Fact]
    public async Task RemoteCallWaitAsync_OwnPidThrows_NobodyIsToldAgain()
    {
        using var unobserved = new UnobservedLog();
        string text = Guid.NewGuid().ToString();
        await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallWaitAsync(1, int () => throw new InvalidOperationException(text)));

        // Word of a failure that is told comes by the same way, so once this one is here the other would be too.
        await DropFailedFuture();
        await WaitExtensions.HoldsAfterCollection(() => unobserved.Contains("dropped " + text));
        Assert.False(unobserved.Contains(text));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        async Task DropFailedFuture()
        {
            Future<int> future = _head.RemoteCall(1, int () => throw new InvalidOperationException("dropped " + text));
            await future.ReadySoonAsync();
        }
    }
}
