using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Everywhere;

[Collection(nameof(FourWorkers))]
public sealed class EverywhereTests(FourWorkers cluster) : IAsyncLifetime
{
    private ICluster Head => cluster.Head;

    private int Remote => cluster.Workers[0];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Head.Globals.ClearAsync(["whoami", "a", "b", "c", "runs"], Head.Procs).InTimeAsync();

    [Fact]
    [Trait("Spec", "J-264")]
    public async Task EverywhereAsync_DefinesAFunction_EachProcessCanCallIt()
    {
        await Head.EverywhereAsync(static () => Cluster.Current.Globals.Set<Func<int>>("whoami", static () => Cluster.Current.MyId)).InTimeAsync();
        foreach (int pid in Head.Procs)
        {
            Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, static () => Cluster.Current.Globals.Get<Func<int>>("whoami")()).InTimeAsync());
        }
    }

    [Fact]
    [Trait("Spec", "J-265")]
    [Trait("Spec", "J-266")]
    [Trait("Spec", "J-267")]
    [Trait("Spec", "J-268")]
    public async Task EverywhereAsync_OnePid_ReturnsTheValue()
    {
        Assert.Equal(1, await Head.EverywhereAsync(1, static () => Cluster.Current.MyId).InTimeAsync());
        Assert.Equal(Remote, await Head.EverywhereAsync(Remote, static () => Cluster.Current.MyId).InTimeAsync());
        Assert.Equal(7, await Head.EverywhereAsync(Remote, static () => Assign("a", 7)).InTimeAsync());
        Assert.False(Head.Globals.TryGet("a", out int _));
        Assert.Equal(7, await Head.EverywhereAsync(Remote, static () => Cluster.Current.Globals.Get<int>("a")).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-270")]
    public async Task EverywhereAsync_PidTwice_RunsTwiceThere()
    {
        await Head.EverywhereAsync([Remote, Remote], static () => Count()).InTimeAsync();
        Assert.Equal(2, await Head.EverywhereAsync(Remote, static () => Cluster.Current.Globals.Get<StrongBox>("runs").Value).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-271")]
    public async Task EverywhereAsync_OwnPidThreeTimes_RunsOnTheVeryObjectAndTwiceThere()
    {
        var box = new StrongBox();
        int[] values = await Head.EverywhereAsync([1, Remote, 1, Remote, 1], () => AddTo(box)).InTimeAsync();

        // Each time that it was sent it was a copy; here it was the object itself, in whichever order.
        Assert.Equal(3, box.Value);
        Assert.Equal([1, 2, 3], new[] { values[0], values[2], values[4] }.Order());
        Assert.Equal([1, 1], [values[1], values[3]]);
        Assert.Equal(2, await Head.EverywhereAsync(Remote, static () => Cluster.Current.Globals.Get<StrongBox>("runs").Value).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-272")]
    [Trait("Spec", "J-273")]
    public async Task EverywhereAsync_OnePidFails_RemoteExceptionWithThatPid()
    {
        foreach (int pid in new[] { Remote, 1 })
        {
            RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => Head.EverywhereAsync(pid, static () => Fail()).InTimeAsync());
            Assert.Equal((pid, "failed"), (error.Pid, error.RemoteMessage));
        }
    }

    [Fact]
    [Trait("Spec", "J-274")]
    [Trait("Spec", "J-275")]
    public async Task EverywhereAsync_SeveralFail_OneFailureEachInTheOrderOfTheList()
    {
        foreach (int[] pids in new[] { new[] { Remote, 1 }, [cluster.Workers[2], cluster.Workers[1]] })
        {
            AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => Head.EverywhereAsync(pids, static () => Fail()).InTimeAsync());
            Assert.Equal(pids, error.InnerExceptions.Select(e => Assert.IsType<RemoteException>(e).Pid));
        }
    }

    [Theory]
    [Trait("Spec", "J-327")]
    [Trait("Spec", "J-328")]
    [Trait("Spec", "J-329")]
    [Trait("Spec", "J-330")]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task ClearAsync_Globals_GoneThereAndUntouchedHere(int count, bool onePid)
    {
        string[] names = [.. new[] { "a", "b", "c" }.Take(count)];
        int[]? pids = onePid ? [Remote] : null;
        foreach (string name in names)
        {
            Head.Globals.Set(name, $"mine {name}");
            await Head.Globals.SetAsync(name, $"theirs {name}", pids).InTimeAsync();
            Assert.Equal($"theirs {name}", await Head.EverywhereAsync(Remote, () => Cluster.Current.Globals.Get<string>(name)).InTimeAsync());
        }

        await Head.Globals.ClearAsync(names, pids).InTimeAsync();
        string[][] left = await Head.EverywhereAsync(cluster.Workers, static () => Cluster.Current.Globals.Names.ToArray()).InTimeAsync();
        Assert.All(left, Assert.Empty);
        Assert.All(names, name => Assert.Equal($"mine {name}", Head.Globals.Get<string>(name)));
    }

    private static int Assign(string name, int value)
    {
        Cluster.Current.Globals.Set(name, value);
        return value;
    }

    private static int AddTo(StrongBox box)
    {
        Count();
        return box.Add();
    }

    private static void Count()
    {
        lock (typeof(StrongBox))
        {
            if (!Cluster.Current.Globals.TryGet("runs", out StrongBox? runs))
            {
                Cluster.Current.Globals.Set("runs", runs = new StrongBox());
            }

            runs!.Add();
        }
    }

    private static void Fail() => throw new InvalidOperationException("failed");

    private sealed class StrongBox
    {
        private int _value;

        public int Value => _value;

        public int Add() => Interlocked.Increment(ref _value);
    }
}
