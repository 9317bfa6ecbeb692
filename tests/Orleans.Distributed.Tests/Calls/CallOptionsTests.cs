using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>The options of a call: what they refuse, and that a token passes for them in every overload.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class CallOptionsTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Deadline_NotPositive_Throws(long ticks)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new CallOptions { Deadline = TimeSpan.FromTicks(ticks) });
        Assert.Contains("must be positive", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => default(CallOptions) with { Deadline = TimeSpan.FromTicks(ticks) });
    }

    [Fact]
    public void Deadline_Infinite_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallOptions { Deadline = Timeout.InfiniteTimeSpan });

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Name_Blank_Throws(string name) => Assert.Throws<ArgumentException>(() => new CallOptions { Name = name });

    [Fact]
    public void Default_HoldsNothing()
    {
        CallOptions options = default;
        Assert.Null(options.Deadline);
        Assert.Null(options.Name);
        Assert.False(options.CancellationToken.CanBeCanceled);
    }

    [Fact]
    public async Task Deadline_LongerThanTimersCount_RunsAsWithoutOne()
    {
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId, new CallOptions { Deadline = TimeSpan.MaxValue }));
        Assert.Equal(1, await _head.RemoteCallFetchAsync(1, () => Cluster.Current.MyId, new CallOptions { Deadline = TimeSpan.MaxValue }));
        Assert.Equal(2, await _head.RemoteCallFetchAsync(
            new WorkerPool(_head, [2]), () => Cluster.Current.MyId, new CallOptions { Deadline = TimeSpan.FromDays(50) }));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_BareToken_IsTheCallsAndNoArgument()
    {
        using var giveUp = new CancellationTokenSource();
        CancellationToken token = giveUp.Token;

        Assert.Equal(1, await _head.RemoteCallFetchAsync(2, () => 1, token));
        Assert.Equal(1, await _head.RemoteCallFetchAsync(2, async () => await Task.FromResult(1), token));
        Assert.Equal(1, await _head.RemoteCallFetchAsync(2, ct => Given(1, ct), token));
        Assert.Equal(1, await _head.RemoteCallFetchAsync(2, async ct => await Task.FromResult(Given(1, ct)), token));
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, x => x + 1, 1, token));
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, (x, ct) => Given(x + 1, ct), 1, token));
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, async (x, ct) => await Task.FromResult(Given(x + 1, ct)), 1, token));
        Assert.Equal(3, await _head.RemoteCallFetchAsync(2, (x, y) => x + y, 1, 2, token));
        Assert.Equal(3, await _head.RemoteCallFetchAsync(2, (x, y, ct) => Given(x + y, ct), 1, 2, token));
        Assert.Equal(6, await _head.RemoteCallFetchAsync(2, (x, y, z, ct) => Given(x + y + z, ct), 1, 2, 3, token));
        Assert.Equal(10, await _head.RemoteCallFetchAsync(2, (x, y, z, u) => x + y + z + u, 1, 2, 3, 4, token));
        Assert.Equal(10, await _head.RemoteCallFetchAsync(2, (x, y, z, u, ct) => Given(x + y + z + u, ct), 1, 2, 3, 4, token));
        Assert.Equal(5, await _head.RemoteCallFetchAsync(2, Sum, 2, 3, token));
        Assert.Equal(5, await _head.RemoteCallFetchAsync(2, SumWithToken, 2, 3, token));
        await _head.RemoteCallFetchAsync(2, ct => { Given(0, ct); }, token);
        await _head.RemoteCallFetchAsync(2, async (x, ct) => { Given(x, ct); await Task.Yield(); }, 1, token);
    }

    [Fact]
    public async Task RemoteCall_BareToken_IsTheCallsAndNoArgument()
    {
        using var giveUp = new CancellationTokenSource();
        CancellationToken token = giveUp.Token;

        Assert.Equal(1, await _head.RemoteCall(2, () => 1, token));
        Assert.Equal(1, await _head.RemoteCall(2, ct => Given(1, ct), token));
        Assert.Equal(2, await _head.RemoteCall(2, (x, ct) => Given(x + 1, ct), 1, token));
        Assert.Equal(5, await _head.RemoteCall(2, SumWithToken, 2, 3, token));
        Assert.Equal(2, await await _head.RemoteCallWaitAsync(2, (x, ct) => Given(x + 1, ct), 1, token));
        Assert.Equal(1, await _head.SpawnAt(2, ct => Given(1, ct), token));
        Assert.Equal(1, await _head.Spawn(ct => Given(1, ct), token));
        Assert.Equal(1, await _head.FetchAsync(ct => Given(1, ct), token));
        Assert.Equal(1, await _head.FetchFromAsync(2, ct => Given(1, ct), token));
        using var notes = new Notes<int>();
        _head.RemoteDo(2, ct => { notes.Add(Given(1, ct)); }, token);
        _head.RemoteDo(2, (x, ct) => { notes.Add(Given(x, ct)); }, 2, token);
        _head.RemoteDo(2, async (x, y, ct) => { await Task.Yield(); notes.Add(Given(x + y, ct)); }, 1, 2, token);
        Assert.Equal([1, 2, 3], (await notes.CountedAsync(3)).Order());
    }

    private static T Given<T>(T value, CancellationToken token)
    {
        Assert.True(token.CanBeCanceled);
        Assert.False(token.IsCancellationRequested);
        return value;
    }

    private static int Sum(int x, int y) => x + y;

    private static int SumWithToken(int x, int y, CancellationToken token) => Given(x + y, token);
}
