namespace Engine.Tests.Activation;

[Collection(CallCluster.Name)]
public sealed class ActivationTests(CallCluster fixture)
{
    [Fact]
    public async Task GetGrain_WithoutCall_ActivatesNothing()
    {
        string silent = Unique.Key(), called = Unique.Key();
        fixture.Client.GetGrain<IActivationGrain>(silent);

        await fixture.Client.GetGrain<IActivationGrain>(called).GetActivation();

        Assert.Empty(Probe.Of(silent).Entries);
        Assert.NotEmpty(Probe.Of(called).Entries);
    }

    [Fact]
    public async Task Call_First_ActivatesBeforeTheMethodRuns()
    {
        var key = Unique.Key();
        var grain = fixture.Client.GetGrain<IActivationGrain>(key);

        await grain.GetActivation();
        await grain.GetActivation();

        Assert.Equal(["activated", "called", "called"], Probe.Of(key).Entries);
    }

    [Fact]
    public async Task Call_Repeated_FindsTheStateOfTheCallBefore()
    {
        var key = Unique.Key();

        foreach (var (factory, expected) in fixture.Cluster.AllFactories().Zip([1, 2, 3]))
        {
            Assert.Equal(expected, await factory.GetGrain<IActivationGrain>(key).Increment());
        }
    }

    [Fact]
    public async Task Call_DifferentKeys_DifferentActivations()
    {
        var first = await fixture.Client.GetGrain<IActivationGrain>(Unique.Key()).GetActivation();
        var second = await fixture.Client.GetGrain<IActivationGrain>(Unique.Key()).GetActivation();

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Call_FirstFromEverywhereAtOnce_OneActivation()
    {
        var factories = fixture.Cluster.AllFactories();
        var keys = Enumerable.Range(0, 100).Select(_ => Unique.Key()).ToArray();

        var calls = from key in keys
                    from factory in factories
                    select Task.Run(async () => (key, id: await factory.GetGrain<IActivationGrain>(key).GetActivation()));
        var answers = await Task.WhenAll(calls).Within();

        Assert.All(answers.GroupBy(answer => answer.key), group => Assert.Single(group.Select(answer => answer.id).Distinct()));
        // Where two silos race for an identity, the loser may have made an object, but only the winner is activated.
        Assert.All(keys, key => Assert.Single(Probe.Of(key).Entries, "activated"));
    }

    [Fact]
    public async Task Call_FromAllSilosConcurrently_NoUpdateIsLost()
    {
        var key = Unique.Key();
        var factories = fixture.Cluster.AllFactories();

        var calls = from number in Enumerable.Range(0, 300)
                    select Task.Run(() => factories[number % factories.Length].GetGrain<IActivationGrain>(key).Increment());
        var answers = await Task.WhenAll(calls).Within();

        Assert.Equal(Enumerable.Range(1, 300), answers.Order());
    }

    [Fact]
    public async Task Call_ManyKeys_BothSilosHostSome()
    {
        var silos = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => fixture.Client.GetGrain<IActivationGrain>(Unique.Key()).GetSilo())).Within();

        Assert.Equal(fixture.Cluster.GetActiveSilos().Select(silo => silo.SiloAddress).Order(), silos.Distinct().Order());
    }

    [Fact]
    public async Task OnActivate_CallsAnotherGrain_HasItsAnswer() =>
        Assert.Equal(1, await fixture.Client.GetGrain<IEagerGrain>(Unique.Key()).GetAnswer());

    [Fact]
    public async Task GrainWithoutBaseClass_LivesLikeAnyOther()
    {
        var key = Unique.Key();
        var grain = fixture.Client.GetGrain<IPlainGrain>(key);

        Assert.Equal(key, await grain.GetKey());
        await grain.Deactivate();

        Assert.Equal(["activated", "deactivated"], await Probe.Of(key).Recorded(2));
    }

    [Fact]
    public async Task Call_TenThousandGrains_AllActivate()
    {
        var prefix = Unique.Key();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10_000).Select(number => fixture.Client.GetGrain<IActivationGrain>($"{prefix}/{number}").GetActivation())).Within();

        Assert.Equal(10_000, answers.Distinct().Count());
    }
}
