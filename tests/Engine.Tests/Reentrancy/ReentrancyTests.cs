namespace Engine.Tests.Reentrancy;

[Collection(CallCluster.Name)]
public sealed class ReentrancyTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(ReentrancyTests));

    private IReentrancyGrain Grain => fixture.Client.GetGrain<IReentrancyGrain>(_key);

    private IFullyReentrantGrain ReentrantGrain => fixture.Client.GetGrain<IFullyReentrantGrain>(_key);

    private Probe Probe => Probe.Of(_key);

    [Fact]
    public async Task Call_WhileAnotherRuns_Waits()
    {
        var blocked = Grain.Block();
        await Probe.Signalled("entered");

        var waiting = Enumerable.Range(0, 10).Select(_ => Grain.Record("waited")).ToArray();
        // Ten calls that interleave come back; whatever was sent before them had its chance to run.
        for (var number = 0; number < 10; number++) await Grain.Interleave("interleaved").Within();
        Probe.Signal("open");
        await Task.WhenAll([blocked, .. waiting]).Within();

        Assert.Equal(
            ["block starts", .. Enumerable.Repeat("interleaved", 10), "block ends", .. Enumerable.Repeat("waited", 10)],
            Probe.Entries);
    }

    [Fact]
    public async Task AlwaysInterleave_WhileAnotherCallRuns_Runs()
    {
        var blocked = Grain.Block();
        await Probe.Signalled("entered");

        await Grain.Interleave("interleaved").Within();

        Assert.False(blocked.IsCompleted);
        Probe.Signal("open");
        await blocked.Within();
        Assert.Equal(["block starts", "interleaved", "block ends"], Probe.Entries);
    }

    [Fact]
    public async Task Reentrant_TwoCalls_Interleave()
    {
        var first = ReentrantGrain.MeetFirst();
        await Probe.Signalled("first is here");

        await Task.WhenAll(first, ReentrantGrain.MeetSecond()).Within();
    }

    [Fact]
    public async Task Reentrant_CallDuringBlockedCall_Runs()
    {
        var blocked = ReentrantGrain.Block();
        await Probe.Signalled("entered");

        await ReentrantGrain.Record("ran").Within();

        Probe.Signal("open");
        await blocked.Within();
        Assert.Equal(["block starts", "ran", "block ends"], Probe.Entries);
    }

    [Fact]
    public async Task ReadOnly_Several_Interleave() =>
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Grain.MeetReaders(5))).Within();

    [Fact]
    public async Task ReadOnly_WhileAnOrdinaryCallRuns_Waits()
    {
        var blocked = Grain.Block();
        await Probe.Signalled("entered");

        var reads = Enumerable.Range(0, 10).Select(_ => Grain.Read("read")).ToArray();
        for (var number = 0; number < 10; number++) await Grain.Interleave("interleaved").Within();
        Probe.Signal("open");
        await Task.WhenAll([blocked, .. reads]).Within();

        Assert.Equal(
            ["block starts", .. Enumerable.Repeat("interleaved", 10), "block ends", .. Enumerable.Repeat("read", 10)],
            Probe.Entries);
    }

    [Fact]
    public async Task CallChain_BackToItsStart_TimesOutByDefault()
    {
        var start = fixture.Client.GetGrain<ICallChainGrain>(_key);
        var middle = fixture.Client.GetGrain<ICallChainGrain>(_key + "/middle");

        await Assert.ThrowsAsync<TimeoutException>(() => start.CallThrough(middle).Within());

        // The chain is broken, and the grain goes on.
        Assert.Equal(42, await start.Answer());
    }

    [Fact]
    public async Task CallChain_BackToItsStartWhereAllowed_Runs()
    {
        var start = fixture.Client.GetGrain<ICallChainGrain>(_key);
        var middle = fixture.Client.GetGrain<ICallChainGrain>(_key + "/middle");

        Assert.Equal(42, await start.CallThroughAllowingReentrancy(middle));
    }

    [Fact]
    public async Task CallChain_SuppressedAgain_TimesOut()
    {
        var start = fixture.Client.GetGrain<ICallChainGrain>(_key);
        var middle = fixture.Client.GetGrain<ICallChainGrain>(_key + "/middle");

        await Assert.ThrowsAsync<TimeoutException>(() => start.CallThroughSuppressingReentrancy(middle).Within());
    }

    [Fact]
    public async Task CallToItself_ThroughReference_TimesOutByDefault() =>
        await Assert.ThrowsAsync<TimeoutException>(() => fixture.Client.GetGrain<ICallChainGrain>(_key).CallSelf().Within());

    [Fact]
    public async Task CallToItself_ThroughReferenceWhereAllowed_Runs() =>
        Assert.Equal(42, await fixture.Client.GetGrain<ICallChainGrain>(_key).CallSelfAllowingReentrancy());
}
