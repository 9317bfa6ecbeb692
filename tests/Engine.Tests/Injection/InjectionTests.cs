namespace Engine.Tests.Injection;

public sealed class InjectionTests(InjectionCluster fixture) : IClassFixture<InjectionCluster>
{
    private readonly string _key = Unique.Key(nameof(InjectionTests));

    private IInjectedGrain Grain => fixture.Client.GetGrain<IInjectedGrain>(_key);

    [Fact]
    public async Task Constructor_ServiceOfTheSilo_IsInjected() => Assert.Equal($"hello {_key}", await Grain.AskService());

    [Fact]
    public async Task Constructor_GrainFactory_CanCallOtherGrains() => Assert.Equal("hello other", await Grain.AskThroughInjectedFactory("other"));

    [Fact]
    public async Task Constructor_GrainContext_IsThatOfTheActivation() => Assert.True(await Grain.InjectedContextIsItsOwn());

    [Fact]
    public async Task GrainFactory_OfTheGrain_CanCallOtherGrains() => Assert.Equal("hello other", await Grain.AskThroughOwnFactory("other"));

    [Fact]
    public async Task ServiceProvider_OfTheGrain_HasTheSiloServices() => Assert.Equal("hello provider", await Grain.AskServiceOfItsProvider());

    // Each activation has a scope of its own.
    [Fact]
    public async Task ScopedService_TwoActivations_EachHasItsOwn()
    {
        Assert.True(await Grain.ScopedServiceIsOfThisActivation());
        Assert.True(await fixture.Client.GetGrain<IInjectedGrain>(_key + "/other").ScopedServiceIsOfThisActivation());
    }

    [Fact]
    public async Task GrainFactory_OfASiloOutsideAnyGrain_CanCallGrains()
    {
        foreach (var services in fixture.Cluster.SiloServices())
        {
            Assert.Equal($"hello {_key}", await services.GetRequiredService<IGrainFactory>().GetGrain<IInjectedGrain>(_key).AskService());
            Assert.Equal($"hello {_key}", await services.GetRequiredService<IClusterClient>().GetGrain<IInjectedGrain>(_key).AskService());
        }
    }

    [Fact]
    public async Task Client_ServiceProvider_GivesTheSameGrains()
    {
        var factory = fixture.Client.ServiceProvider.GetRequiredService<IGrainFactory>();

        Assert.Equal($"hello {_key}", await factory.GetGrain<IInjectedGrain>(_key).AskService());
    }
}
