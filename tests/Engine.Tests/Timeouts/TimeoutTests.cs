namespace Engine.Tests.Timeouts;

public sealed class TimeoutTests(ShortTimeoutCluster fixture) : IClassFixture<ShortTimeoutCluster>
{
    private readonly string _key = Unique.Key(nameof(TimeoutTests));

    private ITimeoutGrain Grain => fixture.Client.GetGrain<ITimeoutGrain>(_key);

    private Probe Probe => Probe.Of(_key);

    [Fact]
    public async Task ResponseTimeout_Exceeded_CallerGetsTimeoutException()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.WorkWithShortLimit().Within());

        Assert.False(Probe.IsSignalled("done"));
        Probe.Signal("open");
    }

    [Fact]
    public async Task ResponseTimeout_Exceeded_TheCalleeGoesOnAndItsLateAnswerHarmsNothing()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.WorkWithShortLimit().Within());

        Probe.Signal("open");
        await Probe.Signalled("done");

        Assert.Equal(42, await Grain.WorkWithShortLimit());
    }

    [Fact]
    public async Task ResponseTimeout_OnMethod_OverridesTheOptions()
    {
        var work = Grain.WorkWithLongLimit();
        await Probe.Signalled("entered");

        // The limit of the options passes meanwhile, as another call shows.
        var other = fixture.Client.GetGrain<ITimeoutGrain>(_key + "/other");
        await Assert.ThrowsAsync<TimeoutException>(() => other.Work().Within());
        await Assert.ThrowsAsync<TimeoutException>(() => other.Work().Within());

        Assert.False(work.IsCompleted);
        Probe.Signal("open");
        Assert.Equal(42, await work.Within());
        Probe.Of(_key + "/other").Signal("open");
    }

    [Fact]
    public async Task ClientOptions_ResponseTimeoutExceeded_CallerGetsTimeoutException()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Work().Within());

        Probe.Signal("open");
    }

    [Fact]
    public async Task SiloOptions_ResponseTimeoutExceeded_CallingGrainGetsTimeoutException()
    {
        var silo = fixture.Cluster.SiloServices()[0].GetRequiredService<IGrainFactory>();

        await Assert.ThrowsAsync<TimeoutException>(() => silo.GetGrain<ITimeoutGrain>(_key).Work().Within());

        Probe.Signal("open");
    }

    [Fact]
    public async Task ResponseTimeout_WhileWaitingForItsTurn_CallerGetsTimeoutException()
    {
        var work = Grain.WorkWithLongLimit();
        await Probe.Signalled("entered");

        await Assert.ThrowsAsync<TimeoutException>(() => Grain.Answer().Within());

        Probe.Signal("open");
        Assert.Equal(42, await work.Within());
        Assert.Equal(42, await Grain.Answer());
    }
}
