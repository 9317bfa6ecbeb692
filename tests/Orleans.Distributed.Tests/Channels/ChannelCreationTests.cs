using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Creations of channels that fail, or that nobody waits for any more, leave nothing behind.</summary>
public sealed class ChannelCreationTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CreateAsync_CallIsGivenUpMeanwhile_EndsAndNothingIsLeft(int owner)
    {
        using var gate = new Gate();
        using var released = new Notes<string>();
        using var waited = new Notes<bool>();
        using var giveUp = new CancellationTokenSource();
        Task call = Head.RemoteCallFetchAsync(
            3,
            async () =>
            {
                Task creating = Cluster.Current.CreateChannelAsync(owner, async Task<IRemoteChannel<int>> () => await gate.PassAsync(new LargestFirst(released)));
                await creating.ContinueWith(ended => waited.Add(ended.IsCanceled), TaskScheduler.Default);
            },
            giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());

        // The creator waits no longer, whatever the factory waits for.
        Assert.Equal(new[] { true }, await waited.CountedAsync(1));
        await TellAllAsync(_cluster[3], owner);
        gate.Open();
        Assert.Equal(["closed", "disposed"], await released.CountedAsync(2));
        AssertNothingIsLeft(owner);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_Cancelled_EndsAndNothingIsLeft(int owner)
    {
        using var gate = new Gate();
        using var released = new Notes<string>();
        using var giveUp = new CancellationTokenSource();
        Task creating = Head.CreateChannelAsync(
            owner, async Task<IRemoteChannel<int>> () => await gate.PassAsync(new LargestFirst(released)), giveUp.Token);
        await gate.ArrivedAsync();
        await giveUp.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating.Soon());
        Assert.Equal(giveUp.Token, error.CancellationToken);
        gate.Open();
        Assert.Equal(["closed", "disposed"], await released.CountedAsync(2));
        AssertNothingIsLeft(owner);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CreateChannelAsync_FactoryFails_OwnerKeepsNoClaim(int owner)
    {
        Func<IRemoteChannel<int>> throwing = () => throw new ArithmeticException();
        Func<IRemoteChannel<int>> empty = () => null!;
        await Assert.ThrowsAsync<RemoteException>(() => Head.CreateChannelAsync(owner, throwing).Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Head.CreateChannelAsync(owner, empty).Soon());

        await TellAllAsync(Head, owner);
        AssertNothingIsLeft(owner);
    }

    /// <summary>What the owner hears of this channel comes after what it would have heard of those before.</summary>
    private async Task TellAllAsync(ICluster creator, int owner)
    {
        RemoteChannel<int> next = await creator.CreateChannelAsync<int>(1, owner).Soon();
        await next.DisposeAsync();
        await WaitExtensions.HoldsSoon(() => !_cluster[owner].Owns(next));
    }

    private void AssertNothingIsLeft(int owner) =>
        Assert.Equal((0, 0), (_cluster[owner].OwnedCount(), _cluster[owner].Handles().Owned.EarlyCount));
}
