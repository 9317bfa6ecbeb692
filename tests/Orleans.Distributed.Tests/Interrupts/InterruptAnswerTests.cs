using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Interrupts;

/// <summary>When an interrupt is answered.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class InterruptAnswerTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    /// <summary>All threads are taken, so that a cancellation waits for one; and what is registered on the tokens takes for ever.</summary>
    [Theory]
    [InlineData(InterruptMode.Cancel, 1)]
    [InlineData(InterruptMode.Cancel, 2)]
    [InlineData(InterruptMode.Abort, 1)]
    public async Task InterruptAsync_Answered_TokensAreCancelled(InterruptMode mode, int from)
    {
        const int Calls = 20;
        using var gate = new Gate();
        using var tokens = new Notes<CancellationToken>();
        var calls = new List<Task>();
        for (int i = 0; i < Calls; i++)
        {
            calls.Add(_head.RemoteCallFetchAsync(2, (CancellationToken token) =>
            {
                token.Register(() => gate.Pass());
                tokens.Add(token);
                gate.Pass();
            }));
        }

        await tokens.CountedAsync(Calls);

        await processes.TestCluster[from].InterruptAsync(2, mode).Soon();

        Assert.All(tokens.All, static token => Assert.True(token.IsCancellationRequested));
        gate.Open();
        foreach (Task call in calls)
        {
            await call.Soon().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        Assert.All(calls, call => Assert.Equal(mode == InterruptMode.Abort, call.IsFaulted));
    }

    /// <summary>Calls that have no token yet, and calls that have ended, are not waited for.</summary>
    [Fact]
    public async Task InterruptAsync_NobodyAskedForAToken_IsAnswered()
    {
        using var gate = new Gate();
        using var notes = new Notes<bool>();
        Task call = _head.RemoteCallFetchAsync(2, async () =>
        {
            await gate.PassAsync();
            notes.Add(Cluster.Current.Cancellation.IsCancellationRequested);
        });
        await gate.ArrivedAsync();
        await _head.InterruptAsync(2).Soon();
        gate.Open();
        await call.Soon();
        Assert.True(Assert.Single(notes.All));
    }
}
