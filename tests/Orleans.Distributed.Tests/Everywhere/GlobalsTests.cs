using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Everywhere;

[Collection(nameof(ThreeProcesses))]
public sealed class GlobalsTests(ThreeProcesses processes) : IAsyncLifetime
{
    private readonly ICluster _head = processes.Head;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _head.EverywhereAsync(() =>
        {
            foreach (string name in Cluster.Current.Globals.Names)
            {
                Cluster.Current.Globals.Remove(name);
            }
        });
    }

    [Fact]
    public async Task Set_OnAProcess_IsThereAndNowhereElse()
    {
        await _head.RemoteCallFetchAsync(2, () => Cluster.Current.Globals.Set("answer", 42));
        Assert.Equal(42, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.Globals.Get<int>("answer")));
        Assert.False(await _head.RemoteCallFetchAsync(3, () => Cluster.Current.Globals.TryGet("answer", out int _)));
        Assert.False(_head.Globals.TryGet("answer", out int _));
        Assert.Equal(["answer"], processes.TestCluster[2].Globals.Names);
    }

    [Fact]
    public void GetSetRemove_OwnProcess_KeepTheVeryValue()
    {
        int[] value = [1];
        _head.Globals.Set("b", value);
        _head.Globals.Set<string?>("a", null);
        Assert.Same(value, _head.Globals.Get<int[]>("b"));
        Assert.Same(value, _head.Globals.Get<object>("b"));
        Assert.Null(_head.Globals.Get<string?>("a"));
        Assert.Equal(["a", "b"], _head.Globals.Names);
        _head.Globals.Set("b", 2);
        Assert.Equal(2, _head.Globals.Get<int>("b"));
        Assert.True(_head.Globals.Remove("b"));
        Assert.False(_head.Globals.Remove("b"));
        Assert.False(_head.Globals.TryGet("b", out int none));
        Assert.Equal(0, none);
    }

    [Fact]
    public void Get_MissingOrOfAnotherType_SaysSo()
    {
        KeyNotFoundException missing = Assert.Throws<KeyNotFoundException>(() => _head.Globals.Get<int>("nothing"));
        Assert.Contains("no global 'nothing' in process 1", missing.Message, StringComparison.Ordinal);
        _head.Globals.Set("text", "a");
        InvalidCastException other = Assert.Throws<InvalidCastException>(() => _head.Globals.Get<int>("text"));
        Assert.Contains("System.String", other.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => _head.Globals.TryGet("text", out int _));
        _head.Globals.Set<string?>("none", null);
        Assert.Throws<InvalidCastException>(() => _head.Globals.Get<int>("none"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Names_NullOrEmpty_AreRefused(string? name)
    {
        Globals globals = _head.Globals;
        Assert.ThrowsAny<ArgumentException>(() => globals.Set(name!, 1));
        Assert.ThrowsAny<ArgumentException>(() => globals.Get<int>(name!));
        Assert.ThrowsAny<ArgumentException>(() => globals.TryGet(name!, out int _));
        Assert.ThrowsAny<ArgumentException>(() => globals.Remove(name!));
        Assert.ThrowsAny<ArgumentException>(() => { _ = globals.SetAsync(name!, 1); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = globals.ClearAsync(name!); });
        Assert.ThrowsAny<ArgumentException>(() => { _ = globals.ClearAsync(["a", name!]); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = globals.SetAsync("a", 1, [0]); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = globals.ClearAsync("a", [-1]); });
    }

    [Fact]
    public async Task SetAsyncAndClearAsync_WorkersByDefault_LeaveTheHeadAlone()
    {
        _head.Globals.Set("table", 0);
        int[] table = [1, 2, 3];
        await _head.Globals.SetAsync("table", table);
        int[] lengths = await _head.EverywhereAsync([2, 3], () => Cluster.Current.Globals.Get<int[]>("table").Length);
        Assert.Equal([3, 3], lengths);
        Assert.NotSame(table, processes.TestCluster[2].Globals.Get<int[]>("table"));
        Assert.Equal(0, _head.Globals.Get<int>("table"));
        await _head.Globals.ClearAsync("table");
        Assert.Equal(0, _head.Globals.Get<int>("table"));
        Assert.Empty(processes.TestCluster[2].Globals.Names);

        await _head.Globals.SetAsync("table", table, [1, 2]);
        Assert.Same(table, _head.Globals.Get<int[]>("table"));
        Assert.Empty(processes.TestCluster[3].Globals.Names);
        await _head.Globals.ClearAsync(["table", "never"], [1]);
        Assert.Empty(_head.Globals.Names);
        Assert.Equal(["table"], processes.TestCluster[2].Globals.Names);
    }

    [Fact]
    public async Task SetAsync_UnsendableOrGone_SaysWhichAndSetsTheOthers()
    {
        UnsendableValueException error = await Assert.ThrowsAsync<UnsendableValueException>(() => _head.Globals.SetAsync("log", new MemoryStream(), [1, 2, 3]));
        Assert.Contains("the value", error.Message, StringComparison.Ordinal);
        Assert.Empty(_head.Globals.Names);
        AggregateException gone = await Assert.ThrowsAsync<AggregateException>(() => _head.Globals.SetAsync("a", 1, [99, 2]));
        Assert.Equal(99, Assert.IsType<ProcessExitedException>(Assert.Single(gone.InnerExceptions)).Pid);
        Assert.Equal(1, processes.TestCluster[2].Globals.Get<int>("a"));
    }

    [Fact]
    public async Task Globals_ManyThreads_AreSafe()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(() =>
        {
            for (int i = 0; i < 1_000; i++)
            {
                _head.Globals.Set($"name{(i + t) % 10}", i);
                _ = _head.Globals.TryGet($"name{i % 10}", out int _);
                _head.Globals.Remove($"name{(i * t) % 10}");
            }
        }))).Soon();
        Assert.All(_head.Globals.Names, name => Assert.InRange(_head.Globals.Get<int>(name), 0, 999));
    }
}
