using Orleans.Storage;

namespace Engine.Tests.Persistence;

public sealed class PersistentStateTests(PersistenceCluster fixture) : IClassFixture<PersistenceCluster>
{
    private readonly string _key = Unique.Key(nameof(PersistentStateTests));

    private IAccountGrain Grain => fixture.Client.GetGrain<IAccountGrain>(_key);

    private ITornGrain Torn => fixture.Client.GetGrain<ITornGrain>(_key);

    [Fact]
    public async Task State_NeverWritten_IsNewAndHasNoRecord()
    {
        Assert.Equal(0, await Grain.GetBalance());
        Assert.False((await Grain.GetRecord()).Exists);
    }

    [Fact]
    public async Task Write_ThenReactivate_StateIsThereWhenTheGrainActivates()
    {
        await Grain.Set(100);
        await Grain.Write();
        await ReactivateAsync();

        Assert.Equal(100, await Grain.GetBalance());
        Assert.Equal(100, await Grain.GetBalanceSeenOnActivation());
        Assert.True((await Grain.GetRecord()).Exists);
    }

    [Fact]
    public async Task State_ChangedButNotWritten_IsLostOnDeactivation()
    {
        await Grain.Set(100);
        await Grain.Write();
        await Grain.Set(200);
        await ReactivateAsync();

        Assert.Equal(100, await Grain.GetBalance());
    }

    [Fact]
    public async Task Read_AfterAChangeInMemory_BringsBackWhatWasWritten()
    {
        await Grain.Set(100);
        await Grain.Write();
        await Grain.Set(200);

        await Grain.Read();

        Assert.Equal(100, await Grain.GetBalance());
    }

    [Fact]
    public async Task Write_EachTime_TheEtagChanges()
    {
        await Grain.Write();
        var first = (await Grain.GetRecord()).Etag;
        await Grain.Write();
        var second = (await Grain.GetRecord()).Etag;

        Assert.False(string.IsNullOrEmpty(first));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Clear_AfterWrite_StateIsNewAndHasNoRecord()
    {
        await Grain.Set(100);
        await Grain.Write();

        await Grain.Clear();

        Assert.Equal(0, await Grain.GetBalance());
        Assert.False((await Grain.GetRecord()).Exists);
        await ReactivateAsync();
        Assert.Equal(0, await Grain.GetBalance());
        Assert.False((await Grain.GetRecord()).Exists);
    }

    [Fact]
    public async Task Write_AfterClear_StateIsStoredAgain()
    {
        await Grain.Write();
        await Grain.Clear();

        await Grain.Set(300);
        await Grain.Write();

        await ReactivateAsync();
        Assert.Equal(300, await Grain.GetBalance());
    }

    [Fact]
    public async Task States_OfOtherNameProviderOrGrain_AreApart()
    {
        await Grain.Set(1);
        await Grain.Write();
        await Grain.WriteArchive(2);
        await Grain.WriteElsewhere(3);
        var other = fixture.Client.GetGrain<IAccountGrain>(_key + "/other");
        await other.Set(4);
        await other.Write();
        await ReactivateAsync();

        Assert.Equal(
            (1, 2, 3, 4),
            (await Grain.GetBalance(), await Grain.GetArchivedBalance(), await Grain.GetBalanceElsewhere(), await other.GetBalance()));
    }

    [Fact]
    public async Task Write_OutdatedEtag_ThrowsInconsistentStateException()
    {
        await Torn.WriteLeft(1);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Torn.WriteRight(2));
    }

    // A grain that lets this exception out works on outdated state, so it is deactivated and reads anew.
    [Fact]
    public async Task Write_OutdatedEtagUncaught_GrainIsReactivatedWithTheStoredState()
    {
        await Torn.WriteLeft(1);
        var first = await Torn.GetActivation();

        await Assert.ThrowsAsync<InconsistentStateException>(() => Torn.WriteRight(2));

        Assert.NotEqual(first, await Torn.GetActivation());
        Assert.Equal("written", await Torn.TryWriteRight(3));
    }

    [Fact]
    public async Task Write_OutdatedEtagCaught_GrainStays()
    {
        await Torn.WriteLeft(1);
        var first = await Torn.GetActivation();

        Assert.Equal("inconsistent", await Torn.TryWriteRight(2));

        Assert.Equal(first, await Torn.GetActivation());
    }

    [Fact]
    public async Task Write_AfterReadingTheNewEtag_Succeeds()
    {
        await Torn.WriteLeft(1);

        Assert.Equal(1, await Torn.ReadAndWriteRight(2));
    }

    [Fact]
    public async Task Clear_OutdatedEtag_ThrowsInconsistentStateException()
    {
        await Torn.WriteLeft(1);
        await Torn.ReadAndWriteRight(2);
        await Torn.GetActivation();
        await Assert.ThrowsAsync<InconsistentStateException>(() => Torn.WriteLeft(3));

        await Torn.WriteLeft(4);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Torn.ClearRight());
    }

    [Fact]
    public async Task Provider_NotConfigured_ErrorNamesIt()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => fixture.Client.GetGrain<IUnstoredGrain>(_key).GetBalance().Within());

        Assert.IsNotType<TimeoutException>(error);
        Assert.Contains("nowhere", error.ToString(), StringComparison.Ordinal);
    }

    private async Task ReactivateAsync()
    {
        var old = await Grain.Deactivate();
        Assert.NotEqual(old, await Grain.GetActivation());
    }
}
