using System.Runtime.CompilerServices;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.References;

/// <summary>How long owners keep channels.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ChannelLifeTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    private int A => cluster.Workers[0];

    private int B => cluster.Workers[1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-065")]
    [Trait("Spec", "J-066")]
    [Trait("Spec", "J-067")]
    [Trait("Spec", "J-068")]
    public async Task FetchAsync_HoldsAnItem_OwnerKeepsItUntilTheHandleIsDisposed(int owner)
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, owner).InTimeAsync();
        await channel.PutAsync(65).InTimeAsync();
        Assert.Equal([1], await Head.HoldersAsync(channel));
        Assert.Equal(65, await channel.FetchAsync().InTimeAsync());
        Assert.True(await Head.IsOwnedAsync(channel));
        await channel.DisposeAsync();
        Assert.False(await Head.IsOwnedAsync(channel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.FetchAsync());
    }

    [Fact]
    [Trait("Spec", "J-070")]
    [Trait("Spec", "J-072")]
    public async Task Send_IntoAChannelOfAnotherProcess_ThatProcessHoldsItToo()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, A).InTimeAsync();
        RemoteChannel<RemoteChannel<int>> mailbox = await Head.CreateChannelAsync<RemoteChannel<int>>(1, B).InTimeAsync();
        await mailbox.PutAsync(channel).InTimeAsync();
        await Support.References.HoldsAsync(async () => (await Head.HoldersAsync(channel)).SequenceEqual([1, B]));
        await channel.DisposeAsync();
        Assert.Equal([B], await Head.HoldersAsync(channel));
        await Head.RemoteCallFetchAsync(
            B, async (RemoteChannel<RemoteChannel<int>> m) => await (await m.TakeAsync()).DisposeAsync(), mailbox).InTimeAsync();
        await Head.ReleasedAsync(channel);
        await mailbox.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-066")]
    [Trait("Spec", "J-068")]
    public async Task Finalizer_ForgottenHandle_OwnerLetsGo(int owner)
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
                RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, owner).InTimeAsync();
                await channel.PutAsync(i).InTimeAsync();
                Assert.Equal(i, await channel.FetchAsync().InTimeAsync());
            }

            Assert.True(await CountAsync() >= before + 20);
        }

        async Task<int> CountAsync() => (await Head.Diagnostics.GetCountsAsync(owner).InTimeAsync()).Channels;
    }

    [Fact]
    [Trait("Spec", "J-072")]
    public async Task Finalizer_HandleForgottenByAnotherProcess_OwnerLetsGo()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, A).InTimeAsync();
        RemoteChannel<RemoteChannel<int>> mailbox = await Head.CreateChannelAsync<RemoteChannel<int>>(1, B).InTimeAsync();
        await mailbox.PutAsync(channel).InTimeAsync();
        await Head.RemoteCallFetchAsync(B, async (RemoteChannel<RemoteChannel<int>> m) => (await m.TakeAsync()).Id, mailbox).InTimeAsync();
        await channel.DisposeAsync();
        await Head.ReleasedAsync(channel, A, B);
        await mailbox.DisposeAsync();
    }
}
