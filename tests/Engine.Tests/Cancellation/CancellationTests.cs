namespace Engine.Tests.Cancellation;

[Collection(CallCluster.Name)]
public sealed class CancellationTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(CancellationTests));

    private ICancellationGrain Grain => fixture.Client.GetGrain<ICancellationGrain>(_key);

    private Probe Probe => Probe.Of(_key);

    [Fact]
    public async Task Cancel_WhileTheGrainWorks_GrainAndCallerSeeIt()
    {
        using var source = new CancellationTokenSource();
        var work = Grain.WorkUntilCancelled(source.Token);
        await Probe.Signalled("entered");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Within());
        await Probe.Signalled("cancelled");
    }

    [Fact]
    public async Task Cancel_FromEverySilo_GrainSeesIt()
    {
        foreach (var (factory, number) in fixture.Cluster.AllFactories().Select((factory, number) => (factory, number)))
        {
            using var source = new CancellationTokenSource();
            var work = factory.GetGrain<ICancellationGrain>($"{_key}/{number}").WorkUntilCancelled(source.Token);
            await Probe.Of($"{_key}/{number}").Signalled("entered");

            await source.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Within());
            await Probe.Of($"{_key}/{number}").Signalled("cancelled");
        }
    }

    [Fact]
    public async Task Cancel_ValueTaskWithResult_GrainAndCallerSeeIt()
    {
        using var source = new CancellationTokenSource();
        var work = Grain.WorkUntilCancelledAsValueTask(7, source.Token).AsTask();
        await Probe.Signalled("entered");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Within());
        await Probe.Signalled("cancelled");
    }

    [Fact]
    public async Task Cancel_TokenPassedOn_FarGrainSeesIt()
    {
        using var source = new CancellationTokenSource();
        var far = _key + "/far";
        var work = Grain.WorkThrough(fixture.Client.GetGrain<ICancellationGrain>(far), source.Token);
        await Probe.Of(far).Signalled("entered");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Within());
        await Probe.Of(far).Signalled("cancelled");
    }

    [Fact]
    public async Task Cancel_BeforeTheCall_GrainIsNotCalled()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Grain.WorkUntilCancelled(new CancellationToken(true)).Within());

        // The next call runs, and finds that no other did.
        Assert.Equal(3, await Grain.Add(1, 2, CancellationToken.None));
        Assert.False(Probe.IsSignalled("entered"));
    }

    [Fact]
    public async Task Cancel_AfterTheCall_HarmsNothing()
    {
        using var source = new CancellationTokenSource();
        Assert.Equal(3, await Grain.Add(1, 2, source.Token));

        await source.CancelAsync();

        Assert.Equal(7, await Grain.Add(3, 4, CancellationToken.None));
    }

    [Fact]
    public async Task Token_NotCancelled_CallReturnsItsResult()
    {
        using var source = new CancellationTokenSource();

        Assert.Equal(3, await Grain.Add(1, 2, source.Token));
        Assert.Equal(3, await Grain.Add(1, 2, default));
    }

    // By default a caller does not wait for the grain to acknowledge: its call ends as soon as its token is cancelled.
    [Fact]
    public async Task Cancel_GrainIgnoresItsToken_CallerIsReleasedAtOnce()
    {
        using var source = new CancellationTokenSource();
        var work = Grain.IgnoreToken(source.Token);
        await Probe.Signalled("entered");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Within());
        Assert.False(Probe.IsSignalled("done"));
        Probe.Signal("open");
        await Probe.Signalled("done");
    }

    [Fact]
    public async Task Cancel_GrainWouldAnswer_CallerGetsCancellation()
    {
        using var source = new CancellationTokenSource();
        var work = Grain.AnswerAllTheSame(source.Token);
        await Probe.Signalled("entered");

        await source.CancelAsync();
        Probe.Signal("open");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.Within());
    }

    [Fact]
    public async Task Cancel_WhileTheCallWaitsForItsTurn_CallerIsReleasedAndTheGrainIsNotStuck()
    {
        using var source = new CancellationTokenSource();
        var first = Grain.IgnoreToken(CancellationToken.None);
        await Probe.Signalled("entered");
        var waiting = Grain.WorkUntilCancelled(source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Within());
        Probe.Signal("open");
        await first.Within();
        Assert.Equal(3, await Grain.Add(1, 2, CancellationToken.None).Within());
    }

    [Fact]
    public async Task Cancel_ManyCallsByOneToken_EachIsReleased()
    {
        using var source = new CancellationTokenSource();
        var keys = Enumerable.Range(0, 50).Select(number => $"{_key}/{number}").ToArray();
        var calls = keys.Select(key => fixture.Client.GetGrain<ICancellationGrain>(key).WorkUntilCancelled(source.Token)).ToArray();
        foreach (var key in keys) await Probe.Of(key).Signalled("entered");

        await source.CancelAsync();

        foreach (var call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within());
        foreach (var key in keys) await Probe.Of(key).Signalled("cancelled");
    }

    [Fact]
    public async Task Cancel_OneOfManyCalls_TheOthersGoOn()
    {
        using var cancelled = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        var first = Grain.WorkUntilCancelled(cancelled.Token);
        var second = fixture.Client.GetGrain<ICancellationGrain>(_key + "/other").AnswerAllTheSame(other.Token);
        await Probe.Signalled("entered");
        await Probe.Of(_key + "/other").Signalled("entered");

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Within());
        Probe.Of(_key + "/other").Signal("open");
        Assert.Equal(42, await second.Within());
    }
}
