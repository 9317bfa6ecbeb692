using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>Every shape of function that <c>RemoteCall</c> takes: with and without result, asynchronous or not, with and without token.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class RemoteCallShapesTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task RemoteCall_NoArgument_EveryShapeRuns()
    {
        using var notes = new Notes<int>();
        Assert.Equal(0, await _head.RemoteCall(2, () => { notes.Add(0); return 0; }));
        Assert.Equal(0, await _head.RemoteCall(2, async () => { await Task.Yield(); notes.Add(0); return 0; }));
        await _head.RemoteCall(2, () => { notes.Add(0); });
        await _head.RemoteCall(2, async () => { await Task.Yield(); notes.Add(0); });
        Assert.Equal(0, await _head.RemoteCall(2, (CancellationToken t) => { Given(t); notes.Add(0); return 0; }));
        Assert.Equal(0, await _head.RemoteCall(2, async (CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(0); return 0; }));
        await _head.RemoteCall(2, (CancellationToken t) => { Given(t); notes.Add(0); });
        await _head.RemoteCall(2, async (CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(0); });
        Assert.Equal(Enumerable.Repeat(0, 8), await notes.CountedAsync(8));
    }

    [Fact]
    public async Task RemoteCall_OneArgument_EveryShapeRuns()
    {
        using var notes = new Notes<int>();
        Assert.Equal(1, await _head.RemoteCall(2, (int a) => { notes.Add(a); return a; }, 1));
        Assert.Equal(1, await _head.RemoteCall(2, async (int a) => { await Task.Yield(); notes.Add(a); return a; }, 1));
        await _head.RemoteCall(2, (int a) => { notes.Add(a); }, 1);
        await _head.RemoteCall(2, async (int a) => { await Task.Yield(); notes.Add(a); }, 1);
        Assert.Equal(1, await _head.RemoteCall(2, (int a, CancellationToken t) => { Given(t); notes.Add(a); return a; }, 1));
        Assert.Equal(1, await _head.RemoteCall(2, async (int a, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a); return a; }, 1));
        await _head.RemoteCall(2, (int a, CancellationToken t) => { Given(t); notes.Add(a); }, 1);
        await _head.RemoteCall(2, async (int a, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a); }, 1);
        Assert.Equal(Enumerable.Repeat(1, 8), await notes.CountedAsync(8));
    }

    [Fact]
    public async Task RemoteCall_TwoArguments_EveryShapeRuns()
    {
        using var notes = new Notes<int>();
        Assert.Equal(3, await _head.RemoteCall(2, (int a, int b) => { notes.Add(a + b); return a + b; }, 1, 2));
        Assert.Equal(3, await _head.RemoteCall(2, async (int a, int b) => { await Task.Yield(); notes.Add(a + b); return a + b; }, 1, 2));
        await _head.RemoteCall(2, (int a, int b) => { notes.Add(a + b); }, 1, 2);
        await _head.RemoteCall(2, async (int a, int b) => { await Task.Yield(); notes.Add(a + b); }, 1, 2);
        Assert.Equal(3, await _head.RemoteCall(2, (int a, int b, CancellationToken t) => { Given(t); notes.Add(a + b); return a + b; }, 1, 2));
        Assert.Equal(3, await _head.RemoteCall(2, async (int a, int b, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a + b); return a + b; }, 1, 2));
        await _head.RemoteCall(2, (int a, int b, CancellationToken t) => { Given(t); notes.Add(a + b); }, 1, 2);
        await _head.RemoteCall(2, async (int a, int b, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a + b); }, 1, 2);
        Assert.Equal(Enumerable.Repeat(3, 8), await notes.CountedAsync(8));
    }

    [Fact]
    public async Task RemoteCall_ThreeArguments_EveryShapeRuns()
    {
        using var notes = new Notes<int>();
        Assert.Equal(6, await _head.RemoteCall(2, (int a, int b, int c) => { notes.Add(a + b + c); return a + b + c; }, 1, 2, 3));
        Assert.Equal(6, await _head.RemoteCall(2, async (int a, int b, int c) => { await Task.Yield(); notes.Add(a + b + c); return a + b + c; }, 1, 2, 3));
        await _head.RemoteCall(2, (int a, int b, int c) => { notes.Add(a + b + c); }, 1, 2, 3);
        await _head.RemoteCall(2, async (int a, int b, int c) => { await Task.Yield(); notes.Add(a + b + c); }, 1, 2, 3);
        Assert.Equal(6, await _head.RemoteCall(2, (int a, int b, int c, CancellationToken t) => { Given(t); notes.Add(a + b + c); return a + b + c; }, 1, 2, 3));
        Assert.Equal(6, await _head.RemoteCall(2, async (int a, int b, int c, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a + b + c); return a + b + c; }, 1, 2, 3));
        await _head.RemoteCall(2, (int a, int b, int c, CancellationToken t) => { Given(t); notes.Add(a + b + c); }, 1, 2, 3);
        await _head.RemoteCall(2, async (int a, int b, int c, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a + b + c); }, 1, 2, 3);
        Assert.Equal(Enumerable.Repeat(6, 8), await notes.CountedAsync(8));
    }

    [Fact]
    public async Task RemoteCall_FourArguments_EveryShapeRuns()
    {
        using var notes = new Notes<int>();
        Assert.Equal(10, await _head.RemoteCall(2, (int a, int b, int c, int d) => { notes.Add(a + b + c + d); return a + b + c + d; }, 1, 2, 3, 4));
        Assert.Equal(10, await _head.RemoteCall(2, async (int a, int b, int c, int d) => { await Task.Yield(); notes.Add(a + b + c + d); return a + b + c + d; }, 1, 2, 3, 4));
        await _head.RemoteCall(2, (int a, int b, int c, int d) => { notes.Add(a + b + c + d); }, 1, 2, 3, 4);
        await _head.RemoteCall(2, async (int a, int b, int c, int d) => { await Task.Yield(); notes.Add(a + b + c + d); }, 1, 2, 3, 4);
        Assert.Equal(10, await _head.RemoteCall(2, (int a, int b, int c, int d, CancellationToken t) => { Given(t); notes.Add(a + b + c + d); return a + b + c + d; }, 1, 2, 3, 4));
        Assert.Equal(10, await _head.RemoteCall(2, async (int a, int b, int c, int d, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a + b + c + d); return a + b + c + d; }, 1, 2, 3, 4));
        await _head.RemoteCall(2, (int a, int b, int c, int d, CancellationToken t) => { Given(t); notes.Add(a + b + c + d); }, 1, 2, 3, 4);
        await _head.RemoteCall(2, async (int a, int b, int c, int d, CancellationToken t) => { Given(t); await Task.Yield(); notes.Add(a + b + c + d); }, 1, 2, 3, 4);
        Assert.Equal(Enumerable.Repeat(10, 8), await notes.CountedAsync(8));
    }

    /// <summary>Nobody gave the call up.</summary>
    private static void Given(CancellationToken token) => Assert.False(token.IsCancellationRequested);
}
