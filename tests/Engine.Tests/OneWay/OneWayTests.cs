namespace Engine.Tests.OneWay;

[Collection(CallCluster.Name)]
public sealed class OneWayTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(OneWayTests));

    private IOneWayGrain Grain => fixture.Client.GetGrain<IOneWayGrain>(_key);

    private Probe Probe => Probe.Of(_key);

    [Fact]
    public async Task OneWay_WorkNotDone_ReturnsAlready()
    {
        await Grain.WorkLater().Within();

        Assert.False(Probe.IsSignalled("done"));
        Probe.Signal("open");
        await Probe.Signalled("done");
    }

    [Fact]
    public async Task OneWay_ValueTask_ReturnsAlready()
    {
        await Grain.WorkLaterAsValueTask().AsTask().Within();

        Assert.False(Probe.IsSignalled("done"));
        Probe.Signal("open");
        await Probe.Signalled("done");
    }

    [Fact]
    public async Task OneWay_FromGrain_ReturnsAlready()
    {
        await fixture.Client.GetGrain<IOneWayGrain>(_key + "/sender").Post(Grain).Within();

        Assert.False(Probe.IsSignalled("done"));
        Probe.Signal("open");
        await Probe.Signalled("done");
    }

    [Fact]
    public async Task OneWay_Throws_CallerDoesNotSeeIt()
    {
        await Grain.Fail();
        await Probe.Signalled("failing");

        // The activation is as good as before.
        Assert.Equal(0, await Grain.GetCount());
    }

    [Fact]
    public async Task OneWay_Many_EachRunsOnce()
    {
        for (var number = 0; number < 500; number++) await Grain.Count();

        await Probe.Recorded(500);

        Assert.Equal(500, await Grain.GetCount());
    }
}
