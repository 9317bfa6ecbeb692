using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class LargeMessageTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(30_000)]
    [InlineData(70_000)]
    [InlineData(5_000_000)]
    public async Task Call_BytesOfAnySize_ComeBackTheSame(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);

        // Several grains, so that some are in the client's gateway and some beyond it.
        foreach (int number in Enumerable.Range(0, 6))
        {
            Assert.Equal(bytes, await _cluster.GrainFactory.GetGrain<ISpinGrain>($"large {number}").Echo(bytes));
        }
    }

    [Fact]
    public async Task Call_LargerThanMessagesMayBe_FailsAtTheCallerAndTheConnectionLives()
    {
        ISpinGrain grain = _cluster.GrainFactory.GetGrain<ISpinGrain>("too large");
        await grain.GetSilo();

        await Assert.ThrowsAsync<ArgumentException>(() => grain.Echo(new byte[101 * 1024 * 1024]));

        Assert.Equal([1], await grain.Echo([1]));
    }
}
