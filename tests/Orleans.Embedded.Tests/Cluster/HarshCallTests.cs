using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class HarshCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Call_ExceptionThatThrowsWhenLookedAt_FailsAndTheGrainLives()
    {
        IHarshGrain grain = Grain("unruled");

        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => grain.ThrowUnruled().WaitAsync(Limit));

        Assert.IsNotType<TimeoutException>(error);
        Assert.Equal(1, await grain.Count().WaitAsync(Limit));
    }

    [Fact]
    public async Task Cancel_CallbackThatThrows_TheCallEndsAndTheSiloLives()
    {
        IHarshGrain grain = Grain("callback");
        using var source = new CancellationTokenSource();
        Task waiting = grain.WaitAndThrowWhenCancelled(source.Token);
        while (!await grain.HasWaited().WaitAsync(Limit))
        {
            // The call is on its way.
        }

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
        Assert.Equal(1, await grain.Count().WaitAsync(Limit));
    }

    [Fact]
    public async Task Call_InterleavingOneThatCameWhileActivating_RunsBesideTheOneThatWaitsForIt()
    {
        IHarshGrain grain = Grain("gate");
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HarshGrain.Gates["gate"] = gate.Task;

        Task waiting = grain.WaitForSet();
        Task<int> behind = grain.Count();
        Task setting = grain.Set();
        gate.SetResult();

        await waiting.WaitAsync(Limit);
        await setting.WaitAsync(Limit);
        Assert.Equal(1, await behind.WaitAsync(Limit));
    }

    [Fact]
    public async Task Call_ContextThatCannotBeRead_FailsAndLaterOnesOfTheSameGrainRun()
    {
        foreach (int number in Enumerable.Range(0, 4))
        {
            IHarshGrain grain = Grain($"context {number}");
            RequestContext.Set("unreadable", new UnreadableValue());
            Task<int> failing = grain.Count();
            RequestContext.Clear();

            Exception error = await Assert.ThrowsAnyAsync<Exception>(() => failing.WaitAsync(Limit));

            Assert.IsNotType<TimeoutException>(error);
            Assert.IsNotType<SiloUnavailableException>(error);
            Assert.Equal(1, await grain.Count().WaitAsync(Limit));
        }
    }

    private IHarshGrain Grain(string key) => _cluster.GrainFactory.GetGrain<IHarshGrain>(key);
}
