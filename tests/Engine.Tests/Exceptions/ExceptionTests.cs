namespace Engine.Tests.Exceptions;

[Collection(CallCluster.Name)]
public sealed class ExceptionTests(CallCluster fixture)
{
    private readonly string _key = Unique.Key(nameof(ExceptionTests));

    private IExceptionGrain Grain => fixture.Client.GetGrain<IExceptionGrain>(_key);

    [Fact]
    public async Task Throw_BeforeFirstAwait_TypeAndMessageArrive()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.ThrowSynchronously("at once"));

        Assert.Equal("at once", error.Message);
    }

    [Fact]
    public async Task Throw_AfterAwait_TypeAndMessageArrive()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.ThrowAfterAwait("later"));

        Assert.Equal("later", error.Message);
    }

    [Fact]
    public async Task Throw_FromValueTask_TypeAndMessageArrive()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Grain.ThrowFromValueTask("later"));

        Assert.Equal("later", error.Message);
    }

    [Fact]
    public async Task Throw_Caught_StackShowsTheThrowerAndTheCaller()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(CallFromHereAsync);

        Assert.Contains($"{nameof(ExceptionGrain)}.{nameof(ExceptionGrain.ThrowAfterAwait)}", error.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(CallFromHereAsync), error.StackTrace, StringComparison.Ordinal);

        async Task CallFromHereAsync() => await Grain.ThrowAfterAwait("later");
    }

    [Fact]
    public async Task Throw_ArgumentException_ParameterNameIsInTheMessage()
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Grain.ThrowArgument("speed"));

        Assert.Contains("speed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throw_TypeWithSerializer_OwnDataArrives()
    {
        var error = await Assert.ThrowsAsync<CodedException>(() => Grain.ThrowCustom("coded", 4711));

        Assert.Equal(("coded", 4711), (error.Message, error.Code));
    }

    // Microsoft Orleans answers with an error of its serializer that names the type. An engine may also send such an exception.
    [Fact]
    public async Task Throw_TypeWithoutSerializer_CallerLearnsTheType()
    {
        var error = await Record.ExceptionAsync(() => Grain.ThrowPlainCustom("plain").Within());

        Assert.Contains(nameof(PlainException), Assert.IsAssignableFrom<Exception>(error).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throw_InnerExceptions_AllArrive()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.ThrowNested("outer", "inner"));

        var inner = Assert.IsType<CodedException>(error.InnerException);
        Assert.Equal(("outer", "inner", 7), (error.Message, inner.Message, inner.Code));
        Assert.Equal("innermost", Assert.IsType<TimeoutException>(inner.InnerException).Message);
    }

    [Fact]
    public async Task Throw_AggregateException_AllInnerExceptionsArrive()
    {
        var error = await Assert.ThrowsAsync<AggregateException>(() => Grain.ThrowAggregate("first", "second"));

        Assert.Collection(
            error.InnerExceptions,
            first => Assert.Equal("first", Assert.IsType<InvalidOperationException>(first).Message),
            second => Assert.Equal(8, Assert.IsType<CodedException>(second).Code));
    }

    [Fact]
    public async Task Throw_OperationCanceled_ArrivesAsSuch()
    {
        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => Grain.ThrowCanceled());

        Assert.Equal("canceled by the grain", error.Message);
    }

    [Fact]
    public async Task Throw_ThroughAnotherGrain_TypeAndDataArrive()
    {
        var through = fixture.Client.GetGrain<IExceptionGrain>(_key + "/through");

        var error = await Assert.ThrowsAsync<CodedException>(() => through.ThrowThrough(Grain, "far away", 3));

        Assert.Equal(("far away", 3), (error.Message, error.Code));
    }

    [Fact]
    public async Task Throw_ExceptionThatCannotTravel_CallerGetsAnErrorAndTheGrainLives()
    {
        var error = await Record.ExceptionAsync(() => Grain.ThrowUnsendable("held back").Within());

        Assert.NotNull(error);
        Assert.IsNotType<TimeoutException>(error);
        Assert.Equal("alive", await Grain.Echo("alive"));
    }

    [Fact]
    public async Task Return_ValueThatCannotTravel_CallerGetsAnErrorAndTheGrainLives()
    {
        var error = await Record.ExceptionAsync(() => Grain.ReturnUnsendable().Within());

        Assert.NotNull(error);
        Assert.IsNotType<TimeoutException>(error);
        Assert.Equal("alive", await Grain.Echo("alive"));
    }

    [Fact]
    public async Task Throw_EveryCall_ActivationStays()
    {
        for (var number = 0; number < 100; number++)
        {
            await Assert.ThrowsAsync<CodedException>(() => Grain.ThrowCustom("again", number));
        }

        Assert.Equal("alive", await Grain.Echo("alive"));
    }

    [Fact]
    public async Task OnActivate_Throws_CallerGetsTheErrorAndTheNextCallActivatesAnew()
    {
        var grain = fixture.Client.GetGrain<IBrokenActivationGrain>(_key);

        var error = await Assert.ThrowsAsync<CodedException>(() => grain.Answer().Within());
        Probe.Of(_key).Signal("healed");

        Assert.Equal(("cannot activate", 12), (error.Message, error.Code));
        Assert.Equal(42, await grain.Answer());
    }

    [Fact]
    public async Task OnActivate_Throws_EveryWaitingCallGetsTheError()
    {
        var calls = fixture.Cluster.AllFactories()
            .SelectMany(factory => Enumerable.Range(0, 10).Select(_ => factory.GetGrain<IBrokenActivationGrain>(_key).Answer()))
            .ToArray();

        foreach (var call in calls) Assert.Equal(12, (await Assert.ThrowsAsync<CodedException>(() => call.Within())).Code);
    }

    // The constructor's exception comes wrapped: Orleans reports that the instance could not be created, and why.
    [Fact]
    public async Task Constructor_Throws_CallerGetsTheErrorAsInnerException()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => fixture.Client.GetGrain<IBrokenConstructorGrain>(_key).Answer().Within());

        var inner = Assert.IsType<CodedException>(error.InnerException);
        Assert.Equal(("cannot construct", 13), (inner.Message, inner.Code));
        Assert.Contains(nameof(BrokenConstructorGrain), error.Message, StringComparison.Ordinal);
    }
}
