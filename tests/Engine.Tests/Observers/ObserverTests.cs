namespace Engine.Tests.Observers;

[Collection(CallCluster.Name)]
public sealed class ObserverTests(CallCluster fixture)
{
    private readonly NewsObserver _observer = new();

    private readonly INewsGrain _grain = fixture.Client.GetGrain<INewsGrain>(Unique.Key(nameof(ObserverTests)));

    private INewsObserver Reference => fixture.Client.CreateObjectReference<INewsObserver>(_observer);

    [Fact]
    public async Task Notify_VoidMethod_ObjectInTheClientIsCalled()
    {
        await _grain.Subscribe(Reference);

        await _grain.Publish("news");

        Assert.Equal("news", await _observer.NextAsync());
    }

    [Fact]
    public async Task Notify_OneWayTaskMethod_ObjectInTheClientIsCalled()
    {
        await _grain.Subscribe(Reference);

        await _grain.PublishOneWay("news");

        Assert.Equal("news", await _observer.NextAsync());
    }

    [Fact]
    public async Task Notify_TaskMethod_CompletesAfterTheObjectWasCalled()
    {
        await _grain.Subscribe(Reference);

        await _grain.PublishAcknowledged("news");

        Assert.True(_observer.TryNext(out var news));
        Assert.Equal("news", news);
    }

    [Fact]
    public async Task Ask_TaskWithResult_GrainGetsTheAnswer()
    {
        await _grain.Subscribe(Reference);

        Assert.Equal(["you asked: why"], await _grain.AskAll("why"));
    }

    [Fact]
    public async Task Fail_ObserverThrows_ErrorReachesTheGrain()
    {
        await _grain.Subscribe(Reference);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _grain.FailAll("not today"));

        Assert.Equal("not today", error.Message);
    }

    [Fact]
    public async Task Notify_Many_EachArrivesOnce()
    {
        await _grain.Subscribe(Reference);

        for (var number = 0; number < 200; number++) await _grain.Publish($"{number:000}");

        var received = new List<string>();
        for (var number = 0; number < 200; number++) received.Add(await _observer.NextAsync());
        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number:000}"), received.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Notify_TwoObservers_EachGetsIt()
    {
        var second = new NewsObserver();
        await _grain.Subscribe(Reference);
        await _grain.Subscribe(fixture.Client.CreateObjectReference<INewsObserver>(second));

        await _grain.Publish("news");

        Assert.Equal(("news", "news"), (await _observer.NextAsync(), await second.NextAsync()));
    }

    [Fact]
    public async Task Subscribe_SameReferenceTwice_CountsOnce()
    {
        var reference = Reference;

        await _grain.Subscribe(reference);
        await _grain.Subscribe(reference);

        Assert.Equal(1, await _grain.GetSubscriberCount());
        await _grain.Unsubscribe(reference);
        Assert.Equal(0, await _grain.GetSubscriberCount());
    }

    [Fact]
    public async Task CreateObjectReference_SameObjectTwice_TwoReferences()
    {
        await _grain.Subscribe(Reference);
        await _grain.Subscribe(Reference);

        Assert.Equal(2, await _grain.GetSubscriberCount());
    }

    [Fact]
    public async Task Reference_PassedFromGrainToGrain_StillReachesTheObject()
    {
        var other = fixture.Client.GetGrain<INewsGrain>(Unique.Key());
        await _grain.SubscribeAt(other, Reference);

        await other.Publish("news");

        Assert.Equal("news", await _observer.NextAsync());
    }

    [Fact]
    public async Task CreateObjectReference_InASilo_GrainsOfAllSilosReachTheObject()
    {
        foreach (var services in fixture.Cluster.SiloServices())
        {
            var observer = new NewsObserver();
            var reference = services.GetRequiredService<IGrainFactory>().CreateObjectReference<INewsObserver>(observer);
            foreach (var grain in Enumerable.Range(0, 4).Select(_ => fixture.Client.GetGrain<INewsGrain>(Unique.Key())))
            {
                await grain.Subscribe(reference);
                await grain.Publish("news");
                Assert.Equal("news", await observer.NextAsync());
                Assert.Equal(["you asked: why"], await grain.AskAll("why"));
            }
        }
    }

    [Fact]
    public async Task DeleteObjectReference_ThenNotify_ObjectIsNotCalledAnymore()
    {
        var kept = new NewsObserver();
        var reference = Reference;
        await _grain.Subscribe(reference);
        await _grain.Publish("before");
        Assert.Equal("before", await _observer.NextAsync());
        await _grain.Subscribe(fixture.Client.CreateObjectReference<INewsObserver>(kept));

        fixture.Client.DeleteObjectReference<INewsObserver>(reference);
        for (var number = 0; number < 10; number++) await _grain.Publish("after");

        for (var number = 0; number < 10; number++) Assert.Equal("after", await kept.NextAsync());
        Assert.False(_observer.TryNext(out _));
    }

    [Fact]
    public void CreateObjectReference_OfAReference_IsRefused() =>
        Assert.Throws<ArgumentException>(() => fixture.Client.CreateObjectReference<INewsObserver>(Reference));
}
