using System.Runtime.CompilerServices;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.References;

/// <summary>How long owners keep futures.</summary>
[Collection(nameof(FourWorkers))]
public sealed class FutureLifeTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    private int A => cluster.Workers[0];

    private int B => cluster.Workers[1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-041")]
    [Trait("Spec", "J-043")]
    [Trait("Spec", "J-044")]
    [Trait("Spec", "J-046")]
    [Trait("Spec", "J-047")]
    [Trait("Spec", "J-048")]
    [Trait("Spec", "J-049")]
    public async Task FetchAsync_OnlyHolder_OwnerLetsGo(int owner)
    {
        Future<int> future = Head.RemoteCall(owner, () => 41);
        Assert.Equal([1], await Head.HoldersAsync(future));
        await future.WaitAsync().InTimeAsync();
        Assert.True(await Head.IsOwnedAsync(future));
        Assert.Equal(41, await future.FetchAsync().InTimeAsync());

        // From now on it needs nobody: neither a finalizer nor time has to pass.
        Assert.False(await Head.IsOwnedAsync(future));
        Assert.Equal(41, await future.FetchAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-051")]
    [Trait("Spec", "J-052")]
    [Trait("Spec", "J-053")]
    public async Task FetchAsync_TwoHolders_OwnerKeepsItForTheSecond()
    {
        Future<int> future = Head.RemoteCall(A, () => Cluster.Current.MyId);
        RemoteChannel<Future<int>> mailbox = await Head.CreateChannelAsync<Future<int>>(1, B).InTimeAsync();
        await mailbox.PutAsync(future).InTimeAsync();
        Assert.Equal(A, await future.FetchAsync().InTimeAsync());
        Assert.True(await Head.IsOwnedAsync(future));
        await Support.References.HoldsAsync(async () => (await Head.HoldersAsync(future)).SequenceEqual([B]));
        Assert.Equal(
            A,
            await Head.RemoteCallFetchAsync(B, async (RemoteChannel<Future<int>> m) => await (await m.TakeAsync()), mailbox).InTimeAsync());
        await Head.ReleasedAsync(future);
        await mailbox.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "J-054")]
    [Trait("Spec", "J-055")]
    [Trait("Spec", "J-056")]
    [Trait("Spec", "J-057")]
    public async Task PutAsync_OnlyHolder_OwnerLetsGoAndThePutterKeepsTheValue()
    {
        Future<int> future = Head.CreateFuture<int>(A);

        // Unlike Julia's, it is there from the beginning: so one that is not there is gone, and nobody waits for it in vain.
        Assert.Equal([1], await Head.HoldersAsync(future));
        Assert.False(await future.IsReadyAsync().InTimeAsync());
        Assert.True(await Head.IsOwnedAsync(future));
        await future.PutAsync(56).InTimeAsync();
        Assert.False(await Head.IsOwnedAsync(future));
        Assert.Equal(56, await future.FetchAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-058")]
    public async Task PutAsync_AnotherHolder_OwnerKeepsIt()
    {
        RemoteChannel<Future<int>> mailbox = await Head.CreateChannelAsync<Future<int>>(1, B).InTimeAsync();
        for (int i = 0; i < 100; i++)
        {
            Future<int> future = Head.CreateFuture<int>(A);
            await mailbox.PutAsync(future).InTimeAsync();
            await future.PutAsync(i).InTimeAsync();

            // On its way to the other process, or there.
            ReferenceInfo? kept = await Head.Diagnostics.FindAsync(future).InTimeAsync();
            Assert.NotNull(kept);
            Assert.Equal(1, kept.Holders.Count + kept.InTransit);
            Assert.Equal(
                i,
                await Head.RemoteCallFetchAsync(B, async (RemoteChannel<Future<int>> m) => await (await m.TakeAsync()), mailbox).InTimeAsync());
        }

        await mailbox.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "J-061")]
    [Trait("Spec", "J-062")]
    [Trait("Spec", "J-063")]
    public async Task Send_ToItsOwnerWhichFetchesIt_TheSenderStaysTheOnlyHolder()
    {
        Future<int> future = await Head.RemoteCallWaitAsync(A, () => 61).InTimeAsync();
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(61, await Head.RemoteCallFetchAsync(A, (Future<int> f) => f.FetchAsync(), future).InTimeAsync());
            Assert.Equal([1], await Head.HoldersAsync(future));
        }

        await future.DisposeAsync();
        Assert.False(await Head.IsOwnedAsync(future));
    }

    /// <summary>Handles that their owner was sent and fetched: the sender's are the only ones, and go with the garbage.</summary>
    [Fact]
    [Trait("Spec", "J-063")]
    public async Task Finalizer_ForgottenHandle_OwnerLetsGo()
    {
        int before = await CountAsync();
        await MakeAndForgetAsync();
        await Support.References.HoldsAsync(async () =>
        {
            Support.References.CollectGarbage();
            return await CountAsync() <= before;
        });

        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task MakeAndForgetAsync()
        {
            for (int i = 0; i < 20; i++)
            {
                Future<byte[]> future = await Head.RemoteCallWaitAsync(A, () => new byte[1000]).InTimeAsync();
                await Head.RemoteCallFetchAsync(A, async (Future<byte[]> f) => (await f.FetchAsync()).Length, future).InTimeAsync();
            }

            Assert.True(await CountAsync() >= before + 20);
        }

        async Task<int> CountAsync() => (await Head.Diagnostics.GetCountsAsync(A).InTimeAsync()).Futures;
    }
}
