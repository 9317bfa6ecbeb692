using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Futures;

/// <summary>A future is set once, whoever owns it, and remembers what it was set to.</summary>
[Collection(nameof(FourWorkers))]
public sealed class WriteOnceTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    private int A => cluster.Workers[0];

    private int B => cluster.Workers[1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-029")]
    [Trait("Spec", "J-030")]
    [Trait("Spec", "J-033")]
    [Trait("Spec", "J-034")]
    [Trait("Spec", "J-036")]
    [Trait("Spec", "J-040")]
    public async Task PutAsync_UnsetFuture_IsReadyAndKeptByThePutter(int owner)
    {
        Future<int> future = Head.CreateFuture<int>(owner);
        Assert.False(await future.IsReadyAsync().InTimeAsync());
        await future.PutAsync(7).InTimeAsync();
        Assert.True(await future.IsReadyAsync().InTimeAsync());

        // The put has filled the cache of this process, so the owner need not keep the value for it.
        Assert.False(await Head.IsOwnedAsync(future));
        Assert.Equal(7, await future.FetchAsync().InTimeAsync());
        Assert.Equal(7, await future);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-031")]
    [Trait("Spec", "J-038")]
    public async Task PutAsync_SetFuture_CanBeSetOnlyOnce(int owner)
    {
        Future<int> future = Head.CreateFuture<int>(owner);
        await future.PutAsync(7).InTimeAsync();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => future.PutAsync(8).InTimeAsync());
        Assert.Contains("Future can be set only once", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, await future.FetchAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-060")]
    public async Task PutAsync_SetByAnotherProcess_CanBeSetOnlyOnce()
    {
        Future<int> future = Head.CreateFuture<int>(A);
        RemoteChannel<Future<int>> mailbox = await Head.CreateChannelAsync<Future<int>>(1, B).InTimeAsync();
        await mailbox.PutAsync(future).InTimeAsync();
        await future.PutAsync(7).InTimeAsync();
        string error = await Head.RemoteCallFetchAsync(
            B,
            async (RemoteChannel<Future<int>> m) =>
            {
                Future<int> received = await m.FetchAsync();
                try
                {
                    await received.PutAsync(8);
                    return "none";
                }
                catch (InvalidOperationException e)
                {
                    return e.Message + (await received.FetchAsync());
                }
            },
            mailbox).InTimeAsync();
        Assert.StartsWith("Future can be set only once", error, StringComparison.Ordinal);
        Assert.EndsWith("7", error, StringComparison.Ordinal);
        await mailbox.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-227")]
    [Trait("Spec", "J-228")]
    public async Task FetchAsync_NullAndTen_AreValues(int pid)
    {
        Assert.Null(await Head.RemoteCall(pid, string? () => null).FetchAsync().InTimeAsync());
        Assert.Equal(10, await Head.RemoteCall(pid, () => 10).FetchAsync().InTimeAsync());
        Future<string?> put = Head.CreateFuture<string?>(pid);
        await put.PutAsync(null).InTimeAsync();
        Assert.True(await put.IsReadyAsync().InTimeAsync());
        Assert.Null(await put.FetchAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-226")]
    public async Task RemoteCallWaitAsync_FetchedAndSentToItsOwner_CarriesItsValue()
    {
        Future<int> future = await Head.RemoteCallWaitAsync(A, () => 10).InTimeAsync();
        Assert.Equal(10, await future.FetchAsync().InTimeAsync());

        // The owner has let go of it, so what it finds there has come with the handle.
        Assert.False(await Head.IsOwnedAsync(future));
        Assert.Equal(10, await Head.RemoteCallFetchAsync(A, (Future<int> f) => f.FetchAsync(), future).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-074")]
    public async Task FetchAsync_ByTwoProcessesAtOnce_BothEnd()
    {
        Future<int> future = Head.CreateFuture<int>(A);
        Task<int> there = Head.RemoteCallFetchAsync(B, (Future<int> f) => f.FetchAsync(), future);
        Task<int> here = future.FetchAsync();
        await Head.RemoteCallFetchAsync(A, (Future<int> f) => f.PutAsync(3), future).InTimeAsync();
        int[] both = await Task.WhenAll(there, here).InTimeAsync();
        Assert.Equal([3, 3], both);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task FetchAsync_FailedFuture_FailsTheSameWayAgain(int pid)
    {
        Future<int> future = Head.RemoteCall(pid, int () => throw new ArithmeticException("no"));
        for (int i = 0; i < 2; i++)
        {
            RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync().InTimeAsync());
            Assert.Equal(pid, error.Pid);
            Assert.IsType<ArithmeticException>(error.InnerException);
        }

        Assert.False(await Head.IsOwnedAsync(future));
    }
}
