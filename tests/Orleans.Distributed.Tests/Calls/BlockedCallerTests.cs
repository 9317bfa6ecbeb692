using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>Callers that block the thread on which they go on after an answer.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class BlockedCallerTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task RemoteCallFetchAsync_ManyCallersBlockAfterTheirAnswers_OthersAreAnswered()
    {
        using var answered = new CountdownEvent(30);
        using var block = new ManualResetEventSlim();
        Task[] callers = [.. Enumerable.Range(0, 30).Select(async number =>
        {
            Assert.Equal(number, await _head.RemoteCallFetchAsync(2 + (number % 2), () => number).ConfigureAwait(false));
            answered.Signal();
            block.Wait();
        })];
        try
        {
            await Task.Run(answered.Wait).Soon();
            for (int i = 0; i < 100; i++)
            {
                Assert.Equal(i, await _head.RemoteCallFetchAsync(2, number => number, i).Soon());
            }
        }
        finally
        {
            block.Set();
        }

        await Task.WhenAll(callers).Soon();
    }
}
