namespace Engine.Tests.Placement;

public sealed class PlacementTests(PlacementCluster fixture) : IClassFixture<PlacementCluster>, IDisposable
{
    private readonly string _key = Unique.Key(nameof(PlacementTests));

    private SiloAddress[] Silos => [.. fixture.Cluster.GetActiveSilos().Select(silo => silo.SiloAddress).Order()];

    public void Dispose() => RequestContext.Clear();

    [Fact]
    public async Task PreferLocal_CalledFromASilo_LivesThere()
    {
        foreach (var silo in Silos)
        {
            var factory = fixture.Cluster.GetSiloServiceProvider(silo).GetRequiredService<IGrainFactory>();

            Assert.Equal(silo, await factory.GetGrain<ILocallyPlacedGrain>(Unique.Key()).GetSilo());
        }
    }

    [Fact]
    public async Task PreferLocal_CalledFromAGrain_LivesInTheGrainsSilo()
    {
        for (var number = 0; number < 20; number++)
        {
            var caller = fixture.Client.GetGrain<IRandomlyPlacedGrain>($"{_key}/{number}");
            var callee = fixture.Client.GetGrain<ILocallyPlacedGrain>($"{_key}/{number}");

            Assert.Equal(await caller.GetSilo(), await caller.GetSiloOf(callee));
        }
    }

    [Fact]
    public async Task PreferLocal_AlreadyActiveElsewhere_StaysThere()
    {
        var grain = fixture.Client.GetGrain<ILocallyPlacedGrain>(_key);
        var silo = await grain.GetSilo();

        foreach (var factory in fixture.Cluster.AllFactories())
        {
            Assert.Equal(silo, await factory.GetGrain<ILocallyPlacedGrain>(_key).GetSilo());
        }
    }

    [Fact]
    public async Task Random_ManyGrains_EverySiloHasSome()
    {
        var silos = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(number => fixture.Client.GetGrain<IRandomlyPlacedGrain>($"{_key}/{number}").GetSilo())).Within();

        Assert.Equal(Silos, silos.Distinct().Order());
    }

    [Fact]
    public async Task HashBased_ManyGrains_EverySiloHasSomeAndAllCallersAgree()
    {
        var silos = new HashSet<SiloAddress>();
        for (var number = 0; number < 100; number++)
        {
            var seen = new HashSet<SiloAddress>();
            foreach (var factory in fixture.Cluster.AllFactories())
            {
                seen.Add(await factory.GetGrain<IHashPlacedGrain>($"{_key}/{number}").GetSilo());
            }

            silos.UnionWith(seen);
            Assert.Single(seen);
        }

        Assert.Equal(Silos, silos.Order());
    }

    [Fact]
    public async Task CustomDirector_ByKey_GrainLivesWhereItsKeySays()
    {
        for (var index = 0; index < Silos.Length; index++)
        {
            foreach (var factory in fixture.Cluster.AllFactories())
            {
                Assert.Equal(Silos[index], await factory.GetGrain<IKeyPlacedGrain>($"{index}:{_key}").GetSilo());
            }
        }
    }

    [Fact]
    public async Task CustomDirector_WithoutGrainDirectory_OneActivationAllTheSame()
    {
        var factories = fixture.Cluster.AllFactories();

        for (var index = 0; index < Silos.Length; index++)
        {
            var key = $"{index}:{_key}";
            var activations = await Task.WhenAll(Enumerable.Range(0, 60).Select(number =>
                Task.Run(() => factories[number % factories.Length].GetGrain<IKeyPlacedGrain>(key).GetActivation()))).Within();

            Assert.Single(activations.Distinct());
        }
    }

    [Fact]
    public async Task CustomDirector_SeesTheRequestContextOfTheFirstCall()
    {
        for (var index = 0; index < Silos.Length; index++)
        {
            RequestContext.Set(RequestPlacement.Key, index);
            var grain = fixture.Client.GetGrain<IRequestPlacedGrain>($"{_key}/{index}");
            Assert.Equal(Silos[index], await grain.GetSilo());

            // Once placed, the grain stays, whatever a later caller would like.
            RequestContext.Set(RequestPlacement.Key, 1 - index);
            Assert.Equal(Silos[index], await grain.GetSilo());
        }
    }

    [Fact]
    public async Task CustomDirector_Throws_CallerGetsTheErrorAndTheNextCallIsPlacedAnew()
    {
        var grain = fixture.Client.GetGrain<IRequestPlacedGrain>(_key);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => grain.GetSilo().Within());

        Assert.Contains("the request names no silo", error.ToString(), StringComparison.Ordinal);
        RequestContext.Set(RequestPlacement.Key, 1);
        Assert.Equal(Silos[1], await grain.GetSilo());
    }
}
