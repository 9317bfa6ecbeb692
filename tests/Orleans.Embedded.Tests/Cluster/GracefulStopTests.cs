using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class GracefulStopTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster = new TestClusterBuilder(3).Build();

    // What a control thread waits for.
    private readonly ManualResetEventSlim _gate = new();

    private SiloHandle Leaver => _cluster.SecondarySilos[0];

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        _gate.Set();
        await _cluster.DisposeAsync();
    }

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task StopSilo_WhileClientsCall_EveryCallSucceeds() => await StopWhileCallersCallAsync(_cluster.GrainFactory);

    [Fact]
    public async Task StopSilo_WhileThePrimarySiloCalls_EveryCallSucceeds() => await StopWhileCallersCallAsync(FactoryOf(_cluster.Primary!));

    [Fact]
    public async Task StopSilo_WhileAnotherSiloCalls_EveryCallSucceeds() => await StopWhileCallersCallAsync(FactoryOf(_cluster.SecondarySilos[1]));

    [Fact]
    public async Task Call_ItsSiloStopsAndHasNotHeardSo_RunsElsewhere()
    {
        SiloNode leaver = NodeOf(Leaver);
        var lodger = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await KeepAsync(Leaver, lodger.Task);
        Task stop = await BeginToStopAsync(leaver);

        // About every third is placed here as long as this silo seems active.
        IGrainFactory factory = FactoryOf(Leaver);
        Task<string>[] calls = [.. Enumerable.Range(0, 50).Select(_ => factory.GetGrain<ILodgerGrain>(Guid.NewGuid().ToString()).GetSilo())];
        Assert.Equal(SiloStatus.Active, leaver.Membership.Current.StatusOf(leaver.Address));
        _gate.Set();

        string[] silos = await Task.WhenAll(calls).WaitAsync(Limit);
        Assert.DoesNotContain(leaver.Address.ToString(), silos);
        lodger.SetResult();
        await stop.WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_FromAnotherSiloThatHasNotHeardOfTheStop_RunsElsewhere()
    {
        SiloNode leaver = NodeOf(Leaver);
        SiloNode caller = NodeOf(_cluster.SecondarySilos[1]);
        caller.Control.Post(_gate.Wait);
        var lodger = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await KeepAsync(Leaver, lodger.Task);
        Task stop = _cluster.StopSiloAsync(Leaver);
        await leaver.Membership.WhenAsync(view => view.StatusOf(leaver.Address) != SiloStatus.Active, CancellationToken.None).WaitAsync(Limit);

        IGrainFactory factory = FactoryOf(_cluster.SecondarySilos[1]);
        string[] silos = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => factory.GetGrain<ISpinGrain>($"{number} {Guid.NewGuid()}").GetSilo())).WaitAsync(Limit);

        Assert.Equal(SiloStatus.Active, caller.Membership.Current.StatusOf(leaver.Address));
        Assert.DoesNotContain(leaver.Address.ToString(), silos);
        _gate.Set();
        lodger.SetResult();
        await stop.WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_ItsSiloStopsAndDoesNotHearSo_FailsAtItsOwnTimeout()
    {
        Task stop = await BeginToStopAsync(NodeOf(Leaver));

        IGrainFactory factory = FactoryOf(Leaver);
        Task<string>[] calls = [.. Enumerable.Range(0, 50).Select(_ => factory.GetGrain<ILodgerGrain>(Guid.NewGuid().ToString()).GetSiloSoon())];

        // Those that were placed in another silo run.
        await Task.WhenAny(Task.WhenAll(calls)).WaitAsync(Limit);
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully || call.Exception!.InnerException is TimeoutException));
        Assert.Contains(calls, call => call.IsFaulted);
        _gate.Set();
        await stop.WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_TheOnlySiloStops_IsRejected()
    {
        await using TestCluster single = new TestClusterBuilder(1).Build();
        await single.DeployAsync();
        SiloNode node = NodeOf(single.Primary!);
        var lodger = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await KeepAsync(single.Primary!, lodger.Task);
        IGrainFactory factory = FactoryOf(single.Primary!);
        Task stop = single.StopSiloAsync(single.Primary!);
        await Eventually.TrueAsync(() => node.Status == SiloStatus.ShuttingDown, "the silo begins to stop");

        await Assert.ThrowsAsync<OrleansMessageRejectionException>(
            () => factory.GetGrain<ILodgerGrain>(Guid.NewGuid().ToString()).GetSilo().WaitAsync(Limit));

        lodger.SetResult();
        await stop.WaitAsync(Limit);
    }

    private static SiloNode NodeOf(SiloHandle silo) => ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<SiloNode>();

    private static IGrainFactory FactoryOf(SiloHandle silo) => ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<IGrainFactory>();

    // Keeps a silo that is about to stop from going further until the gate opens.
    private static async Task KeepAsync(SiloHandle silo, Task gate)
    {
        string key = Guid.NewGuid().ToString();
        LodgerGrain.Gates[key] = gate;
        Assert.Equal(silo.SiloAddress.ToString(), await FactoryOf(silo).GetGrain<ILodgerGrain>(key).GetSilo());
    }

    private static async Task<int> CallAsync(IHarshGrain grain, CancellationToken stop)
    {
        int calls = 0;
        do
        {
            await grain.Count();
            calls++;
        }
        while (!stop.IsCancellationRequested);

        return calls;
    }

    // The silo begins to stop, and the head, which has to tell the silos of it, hears so when the gate opens.
    private async Task<Task> BeginToStopAsync(SiloNode leaver)
    {
        NodeOf(_cluster.Primary!).Control.Post(_gate.Wait);
        Task stop = _cluster.StopSiloAsync(Leaver);
        await Eventually.TrueAsync(() => leaver.Status == SiloStatus.ShuttingDown, "the silo begins to stop");
        return stop;
    }

    private async Task StopWhileCallersCallAsync(IGrainFactory factory)
    {
        using var stopped = new CancellationTokenSource();
        Task<int>[] callers = [.. Enumerable.Range(0, 20).Select(number => CallAsync(factory.GetGrain<IHarshGrain>($"stop {number} {Guid.NewGuid()}"), stopped.Token))];

        await _cluster.StopSiloAsync(Leaver).WaitAsync(Limit);
        await stopped.CancelAsync();

        int[] calls = await Task.WhenAll(callers).WaitAsync(Limit);
        Assert.All(calls, count => Assert.NotEqual(0, count));
    }
}
