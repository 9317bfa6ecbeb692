namespace Engine.Tests.Membership;

public sealed class SiloJoinTests() : ClusterTest(1)
{
    [Fact]
    public async Task Join_CallsAllTheWhile_EachGrainHasOneActivation()
    {
        var keys = Enumerable.Range(0, 300).Select(_ => Unique.Key()).ToArray();
        var join = Cluster.StartAdditionalSilosAsync(2);

        // Grains come up before, while and after the silos join.
        foreach (var chunk in keys.Chunk(30)) await CallEachFromEverywhereAsync(chunk);
        await join.Within();
        await CallEachFromEverywhereAsync(keys);
        await Cluster.MembersAgreeAsync();

        var answers = await CallEachFromEverywhereAsync(keys);
        Assert.All(answers.GroupBy(answer => answer.Key), group => Assert.Single(group.Select(answer => answer.Id).Distinct()));
    }

    [Fact]
    public async Task Join_RightAfter_EachNewGrainHasOneActivation()
    {
        await Cluster.StartAdditionalSilosAsync(2);

        var answers = await CallEachFromEverywhereAsync([.. Enumerable.Range(0, 200).Select(_ => Unique.Key())]);

        Assert.All(answers.GroupBy(answer => answer.Key), group => Assert.Single(group.Select(answer => answer.Id).Distinct()));
    }

    [Fact]
    public async Task Join_GrainsOfTheFirstSilo_KeepTheirActivations()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => Unique.Key()).ToArray();
        var before = (await CallEachFromEverywhereAsync(keys)).ToLookup(answer => answer.Key, answer => answer.Id);

        await Cluster.StartAdditionalSiloAsync();
        await Cluster.MembersAgreeAsync();

        Assert.All(await CallEachFromEverywhereAsync(keys), answer => Assert.Contains(answer.Id, before[answer.Key]));
    }

    private async Task<(string Key, Guid Id)[]> CallEachFromEverywhereAsync(string[] keys)
    {
        var calls = from key in keys
                    from factory in Cluster.AllFactories()
                    select Task.Run(() => Residents.PersistAsync(
                        async () => (key, await factory.GetGrain<IResidentGrain>(key).GetActivation())));
        return await Task.WhenAll(calls).Within();
    }
}
