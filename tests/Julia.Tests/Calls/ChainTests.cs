using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Calls;

/// <summary>Functions that call further, and what may be called.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ChainTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "J-241")]
    [Trait("Spec", "J-242")]
    public async Task RemoteDo_PutsIntoFuture_FetchReturnsThePidOfThePutter(bool own)
    {
        int pid = own ? Head.MyId : cluster.Workers[0];
        Future<int> future = Head.CreateFuture<int>(pid);

        Head.RemoteDo(pid, f => f.PutAsync(Cluster.Current.MyId), future);

        Assert.Equal(pid, await future.FetchAsync().InTimeAsync());
    }

    /// <summary>Functions that wait for tasks of their own, on every process at once.</summary>
    [Fact]
    [Trait("Spec", "J-322")]
    public async Task SpawnAt_FunctionWithTasksOfItsOwn_AllEndEverywhere()
    {
        Future<int>[] futures = [.. Head.Procs.Select(pid => Head.SpawnAt(pid, async () =>
        {
            int[] done = await Task.WhenAll(Enumerable.Range(1, 10).Select(async i =>
            {
                await Task.Yield();
                return i;
            }));
            return done.Sum() * Cluster.Current.MyId;
        }))];

        Assert.Equal(Head.Procs.Select(pid => 55 * pid), await Task.WhenAll(futures.Select(f => f.FetchAsync())).InTimeAsync());
    }

    /// <summary>What can be called like a function here: a method of a library, a constructor in a lambda, a method of a value.</summary>
    [Fact]
    [Trait("Spec", "J-325")]
    public async Task AllCalls_MethodGroupsAndConstructors_Run()
    {
        int pid = cluster.Workers[3];

        Assert.Equal(1.0, await Head.RemoteCall(pid, Convert.ToDouble, 1).FetchAsync().InTimeAsync());
        Assert.Equal(1.0, await await Head.RemoteCallWaitAsync(pid, Convert.ToDouble, 1).InTimeAsync());
        Assert.Equal(1.0, await Head.RemoteCallFetchAsync(pid, Convert.ToDouble, 1).InTimeAsync());
        Assert.Equal(1.0m, await Head.RemoteCallFetchAsync(pid, (int n) => new decimal(n), 1).InTimeAsync());
        Assert.Equal(1.0, await Head.RemoteCallFetchAsync(pid, new Scale(0.5).Apply, 2.0).InTimeAsync());
    }

    private readonly record struct Scale(double Factor)
    {
        public double Apply(double value) => value * Factor;
    }
}
