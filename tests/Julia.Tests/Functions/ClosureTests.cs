using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Functions;

/// <summary>Functions take what they capture along.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ClosureTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-247")]
    public async Task RemoteCallFetchAsync_ClosureInsideAClosure_Runs()
    {
        int outer = 4;
        Func<int, int> add = x => x + outer;
        Func<int, int> twice = x => add(x);

        Assert.Equal(7, await Head.RemoteCallFetchAsync(cluster.Workers[1], twice, 3).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-258")]
    public async Task RemoteCallFetchAsync_OneFunctionToTwoWorkers_RunsAtEach()
    {
        Func<int> who = () => Cluster.Current.MyId;

        Assert.Equal(cluster.Workers[0], await Head.RemoteCallFetchAsync(cluster.Workers[0], who).InTimeAsync());
        Assert.Equal(cluster.Workers[1], await Head.RemoteCallFetchAsync(cluster.Workers[1], who).InTimeAsync());
        Assert.Equal(cluster.Workers[0], await Head.RemoteCallFetchAsync(cluster.Workers[0], who).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-313")]
    public async Task RemoteCallFetchAsync_CapturedVariableChanges_EachCallSeesItsValue()
    {
        int local = 0;
        Func<int> read = () => local;
        for (int i = 1; i <= 4; i++)
        {
            local = i;
            Assert.Equal(i, await Head.RemoteCallFetchAsync(cluster.Workers[2], read).InTimeAsync());
        }
    }

    /// <summary>What a call was given is what it runs with, whatever its caller does to the variable afterwards.</summary>
    [Fact]
    public async Task RemoteCall_CapturedVariableChangesAfterwards_CallKeepsItsValue()
    {
        int local = 1;
        Future<int> future = Head.RemoteCall(cluster.Workers[2], () => local);
        local = 2;

        Assert.Equal(1, await future.FetchAsync().InTimeAsync());
        Assert.Equal(2, local);
    }

    [Fact]
    [Trait("Spec", "J-315")]
    public async Task RemoteCallFetchAsync_CapturedFunctionsThatCallEachOther_Run()
    {
        int depth = 0;
        bool IsEven(int n) => n == depth || IsOdd(n - 1);
        bool IsOdd(int n) => n != depth && IsEven(n - 1);
        Func<int, bool> even = IsEven;
        Func<int, bool> odd = n => !even(n);

        Assert.True(await Head.RemoteCallFetchAsync(cluster.Workers[3], IsEven, 10).InTimeAsync());
        Assert.True(await Head.RemoteCallFetchAsync(cluster.Workers[3], IsOdd, 7).InTimeAsync());
        Assert.True(await Head.RemoteCallFetchAsync(cluster.Workers[3], odd, 7).InTimeAsync());
        Assert.False(await Head.RemoteCallFetchAsync(cluster.Workers[3], n => odd(n) || IsOdd(n), 8).InTimeAsync());
    }

    /// <summary>A symbol that names nothing: an enum value without a name.</summary>
    [Fact]
    [Trait("Spec", "J-319")]
    public async Task RemoteCallFetchAsync_ValueThatNamesNothing_ComesBackUnchanged()
    {
        const DayOfWeek Nameless = (DayOfWeek)77;

        Assert.Equal(Nameless, await Head.RemoteCallFetchAsync(cluster.Workers[0], day => day, Nameless).InTimeAsync());
        Assert.Equal("no.such.name", await Head.RemoteCallFetchAsync(cluster.Workers[0], text => text, "no.such.name").InTimeAsync());
    }
}
