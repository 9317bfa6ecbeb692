using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class GracefulStopTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task StopSilo_WhileClientsCall_NoAnswerIsLost()
    {
        using var stopped = new CancellationTokenSource();
        Task<int>[] callers = [.. Enumerable.Range(0, 20).Select(number => CallAsync($"stop {number}", stopped.Token))];

        await _cluster.StopSiloAsync(_cluster.SecondarySilos[0]);
        await stopped.CancelAsync();

        int[] calls = await Task.WhenAll(callers).WaitAsync(Limit);
        Assert.All(calls, count => Assert.NotEqual(0, count));
    }

    private async Task<int> CallAsync(string key, CancellationToken stop)
    {
        IHarshGrain grain = _cluster.GrainFactory.GetGrain<IHarshGrain>(key);
        int calls = 0;
        do
        {
            await grain.Count();
            calls++;
        }
        while (!stop.IsCancellationRequested);

        return calls;
    }
}
