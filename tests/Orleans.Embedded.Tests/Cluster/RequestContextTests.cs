using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class RequestContextTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        RequestContext.Clear();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Set_ValueThatTheGrainChanges_StaysAsItWasAtTheCaller()
    {
        int[] numbers = [1, 2, 3];
        foreach (IGrainFactory factory in Factories)
        {
            RequestContext.Set("numbers", numbers);
            RequestContext.Set("text", "immutable");

            // Some of them live where they are called, and some do not.
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => factory.GetGrain<IScribeGrain>(Guid.NewGuid().ToString()).Overwrite("numbers")));

            Assert.Equal([1, 2, 3], numbers);
            Assert.Same(numbers, RequestContext.Get("numbers"));
        }
    }

    [Fact]
    public async Task Set_BeforeTheFirstCallOfAGrain_IsThereWhenItIsActivated()
    {
        foreach (IGrainFactory factory in Factories)
        {
            RequestContext.Set("number", 42);

            object?[] seen = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => factory.GetGrain<IScribeGrain>(Guid.NewGuid().ToString()).GetOfActivation("number")));

            Assert.All(seen, value => Assert.Equal(42, value));
        }
    }

    private IEnumerable<IGrainFactory> Factories =>
        [_cluster.GrainFactory, .. _cluster.Silos.Select(silo => ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<IGrainFactory>())];
}
