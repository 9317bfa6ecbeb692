using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Calls;

/// <summary>
/// Optional and named arguments. A delegate has neither, so they are written in a lambda, and hold where the call is made: at the
/// process that runs it.
/// </summary>
[Collection(nameof(FourWorkers))]
public sealed class ArgumentTests(FourWorkers cluster)
{
    private static readonly int[] Expected = [1, 3, 5, 13, 15];

    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-229")]
    public Task RemoteCall_Worker_DefaultsAndNamesHold() => AssertAsync(f => Head.RemoteCall(cluster.Workers[0], f).FetchAsync());

    [Fact]
    [Trait("Spec", "J-230")]
    public Task RemoteCallWaitAsync_Worker_DefaultsAndNamesHold() =>
        AssertAsync(async f => await await Head.RemoteCallWaitAsync(cluster.Workers[1], f));

    [Fact]
    [Trait("Spec", "J-231")]
    public Task RemoteCallFetchAsync_Worker_DefaultsAndNamesHold() => AssertAsync(f => Head.RemoteCallFetchAsync(cluster.Workers[2], f));

    [Fact]
    [Trait("Spec", "J-233")]
    public Task RemoteCall_OwnProcess_DefaultsAndNamesHold() => AssertAsync(f => Head.RemoteCall(Head.MyId, f).FetchAsync());

    [Fact]
    [Trait("Spec", "J-235")]
    public Task RemoteCallFetchAsync_OwnProcess_DefaultsAndNamesHold() => AssertAsync(f => Head.RemoteCallFetchAsync(Head.MyId, f));

    [Fact]
    [Trait("Spec", "J-237")]
    public Task RemoteCall_DefaultPool_DefaultsAndNamesHold() => AssertAsync(f => Head.RemoteCall(Head.DefaultWorkerPool, f).FetchAsync());

    [Fact]
    [Trait("Spec", "J-239")]
    public Task RemoteCallFetchAsync_DefaultPool_DefaultsAndNamesHold() =>
        AssertAsync(f => Head.RemoteCallFetchAsync(Head.DefaultWorkerPool, f));

    /// <summary>The same arguments, given as arguments of the call instead.</summary>
    [Fact]
    public async Task RemoteCallFetchAsync_MethodGroup_TakesAllArguments()
    {
        Assert.Equal(13, await Head.RemoteCallFetchAsync(cluster.Workers[0], Combine, 1, 2, 10).InTimeAsync());
    }

    private static int Combine(int x, int y = 0, int z = 0) => x + y + z;

    private static async Task AssertAsync(Func<Func<int>, Task<int>> call)
    {
        int one = 1;
        Func<int>[] mixes =
        [
            () => Combine(one),
            () => Combine(one, 2),
            () => Combine(one, z: 4),
            () => Combine(one, 2, z: 10),
            () => Combine(z: 10, y: 4, x: one),
        ];
        var results = new List<int>();
        foreach (Func<int> mix in mixes)
        {
            results.Add(await call(mix).InTimeAsync());
        }

        Assert.Equal(Expected, results);
    }
}
