namespace Engine.Tests.Filters;

public sealed class FilterTests(FilterCluster fixture) : IClassFixture<FilterCluster>
{
    private readonly string _key = Unique.Key(nameof(FilterTests));

    private IFilteredGrain Grain => fixture.Client.GetGrain<IFilteredGrain>(_key);

    [Fact]
    public async Task Filters_AroundACall_RunInTheOrderTheyWereAdded()
    {
        Assert.Equal(5, await Grain.Add(2, 3));

        Assert.Equal(
            [
                "client out before", "first before", "second before", "grain before",
                "method",
                "grain after", "second after", "first after", "client out after",
            ],
            Probe.Of(_key).Entries);
    }

    [Fact]
    public async Task OutgoingFilter_OfASilo_SeesCallsOfItsGrains()
    {
        var next = _key + "/next";

        await Grain.AddThrough(fixture.Client.GetGrain<IFilteredGrain>(next), 2, 3);

        var entries = Probe.Of(next).Entries;
        Assert.Equal(("silo out before", "silo out after"), (entries[0], entries[^1]));
        Assert.DoesNotContain("client out before", entries);
    }

    [Fact]
    public async Task IncomingFilter_ChangesTheResult_CallerGetsTheChangedOne() => Assert.Equal("censored", await Grain.Say("secret"));

    [Fact]
    public async Task IncomingFilter_ChangesAnArgument_GrainGetsTheChangedOne() =>
        Assert.Equal("argument changed by the filter", await Grain.Say("change argument"));

    [Fact]
    public async Task IncomingFilter_AnswersWithoutInvoking_GrainIsNotCalled()
    {
        Assert.Equal("answered by the filter", await Grain.Say("answer yourself"));

        Assert.DoesNotContain("grain before", Probe.Of(_key).Entries);
    }

    [Fact]
    public async Task IncomingFilter_Throws_CallerGetsTheErrorAndGrainIsNotCalled()
    {
        var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grain.Say("refuse"));

        Assert.Equal("refused by the filter", error.Message);
        Assert.DoesNotContain("grain before", Probe.Of(_key).Entries);
    }

    [Fact]
    public async Task IncomingFilter_Context_TellsMethodGrainArgumentsAndTarget() =>
        Assert.Equal($"Say, FilteredGrain, FilteredGrain, 1, {_key}", await Grain.Say("describe"));

    [Fact]
    public async Task GrainFilter_ChangesTheResult_CallerGetsTheChangedOne() =>
        Assert.Equal("nothing to tell", await Grain.Say("own secret"));

    [Fact]
    public async Task Filters_GrainThrows_ErrorPassesThroughThem()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Fail("failed"));

        Assert.Equal("failed", error.Message);
        // The error passed through each filter's call to Invoke, so what follows that call did not run.
        Assert.Equal(["client out before", "first before", "second before", "grain before"], Probe.Of(_key).Entries);
    }

    [Fact]
    public async Task OutgoingFilter_ChangesTheResult_CallerGetsTheChangedOne() =>
        Assert.Equal("answer changed by the caller's filter", await Grain.Say("change answer"));

    [Fact]
    public async Task OutgoingFilter_AsDelegate_ChangesTheResult() => Assert.Equal("told", await Grain.Say("tell the delegate"));

    [Fact]
    public async Task OutgoingFilter_Throws_NothingIsSent()
    {
        var error = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grain.Say("do not send"));

        Assert.Equal("held back by the filter", error.Message);
        Assert.DoesNotContain("first before", Probe.Of(_key).Entries);
    }
}
