using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

public sealed class SiloDeathTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();

    private InProcessSiloHandle Secondary => (InProcessSiloHandle)_cluster.SecondarySilos[0];

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task TryKill_ActiveSilo_ItRunsNoMoreTurnsAndStopsItsHost()
    {
        ISpinGrain grain = await GrainInSecondaryAsync();
        Task stopping = Stopping(Secondary);
        Task spinning = grain.Spin();

        // The answer to a later call shows that the earlier one has arrived.
        await grain.GetSilo();
        Assert.True(await Membership(_cluster.Primary!).TryKill(Secondary.SiloAddress));

        await Assert.ThrowsAsync<SiloUnavailableException>(() => spinning.WaitAsync(Limit));
        await stopping.WaitAsync(Limit);
        long turns = SpinGrain.Turns[grain.GetPrimaryKeyString()];
        for (int i = 0; i < 100; i++)
        {
            // The grain lives on at the other silo; what is left of the old activation does nothing beside it.
            Assert.Equal(_cluster.Primary!.SiloAddress.ToString(), await grain.GetSilo());
        }

        Assert.Equal(turns, SpinGrain.Turns[grain.GetPrimaryKeyString()]);
    }

    [Fact]
    public async Task TryKill_WhileTheConnectionToTheHeadIsLost_HappensWhenItIsThereAgain()
    {
        var third = (InProcessSiloHandle)await _cluster.StartAdditionalSiloAsync();
        SiloNode node = Secondary.ServiceProvider.GetRequiredService<SiloNode>();
        await node.Membership.WhenAsync(view => view.StatusOf(third.SiloAddress) == SiloStatus.Active, CancellationToken.None).WaitAsync(Limit);
        node.Peers.Head!.Abort("on purpose");

        Assert.True(await Membership(Secondary).TryKill(third.SiloAddress).WaitAsync(Limit));

        Assert.Equal(SiloStatus.Active, node.Status);
    }

    [Fact]
    public async Task KillSilo_Primary_OthersLearnOfItAndStop()
    {
        Task stopping = Stopping(Secondary);
        var listener = new DeathListener(_cluster.Primary!.SiloAddress);
        Secondary.ServiceProvider.GetRequiredService<ISiloStatusOracle>().SubscribeToSiloStatusEvents(listener);

        await _cluster.KillSiloAsync(_cluster.Primary!);

        await listener.Noticed.WaitAsync(Limit);
        await stopping.WaitAsync(Limit);
    }

    [Fact]
    public async Task KillSilo_Secondary_PendingCallsFromAllSidesFail()
    {
        ISpinGrain grain = await GrainInSecondaryAsync();
        Task fromClient = grain.Spin();
        Task fromSilo = _cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>().GetGrain<ISpinGrain>(grain.GetPrimaryKeyString()).Spin();

        // The answer to a later call shows that the earlier ones have arrived.
        await grain.GetSilo();
        await _cluster.KillSiloAsync(Secondary);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => fromClient.WaitAsync(Limit));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => fromSilo.WaitAsync(Limit));
    }

    [Fact]
    public async Task Abort_LinkToThePrimaryWhileItLives_CallsAndPlacementsGoOn()
    {
        SiloNode node = Secondary.ServiceProvider.GetRequiredService<SiloNode>();
        IGrainFactory factory = Secondary.ServiceProvider.GetRequiredService<IGrainFactory>();
        for (int round = 0; round < 5; round++)
        {
            // Questions to the directory are under way when the link breaks.
            Task<string>[] calls = [.. Enumerable.Range(0, 50).Select(number => CallUntilItRunsAsync(factory.GetGrain<ISpinGrain>($"{round} {number} {Guid.NewGuid()}")))];
            node.Peers.Head?.Abort("on purpose");
            await Task.WhenAll(calls).WaitAsync(Limit);
        }

        Assert.Equal(SiloStatus.Active, node.Status);
        Assert.Equal(2, _cluster.Primary is InProcessSiloHandle primary ? primary.ServiceProvider.GetRequiredService<ISiloStatusOracle>().GetActiveSilos().Length : 0);
    }

    [Fact]
    public async Task Call_BegunAfterTheSiloWasKilled_FailsAtOnce()
    {
        SiloNode node = Secondary.ServiceProvider.GetRequiredService<SiloNode>();
        ISpinGrain grain = Secondary.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<ISpinGrain>("late");

        node.Kill("on purpose");

        await Assert.ThrowsAsync<SiloUnavailableException>(() => grain.GetSilo().WaitAsync(Limit));
    }

    [Fact]
    public void TryReach_AddressWhereNobodyListensOrNobodyAnswers_TellsThemApart()
    {
        Peers peers = Secondary.ServiceProvider.GetRequiredService<SiloNode>().Peers;
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        SiloAddress silo = SiloAddress.New((IPEndPoint)mute.LocalEndpoint, 1);

        Assert.Equal(Reachability.Silent, peers.TryReach(silo));

        mute.Stop();
        Assert.Equal(Reachability.Gone, peers.TryReach(silo));
    }

    // A call over the link that breaks fails; what waits for the directory does not.
    private static async Task<string> CallUntilItRunsAsync(ISpinGrain grain)
    {
        while (true)
        {
            try
            {
                return await grain.GetSilo();
            }
            catch (SiloUnavailableException)
            {
                // Again.
            }
        }
    }

    private static IClusterMembershipService Membership(SiloHandle silo) =>
        ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<IClusterMembershipService>();

    private static Task Stopping(InProcessSiloHandle silo)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        silo.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        return stopping.Task;
    }

    private async Task<ISpinGrain> GrainInSecondaryAsync()
    {
        while (true)
        {
            ISpinGrain grain = _cluster.GrainFactory.GetGrain<ISpinGrain>(Guid.NewGuid().ToString());
            if (await grain.GetSilo() == Secondary.SiloAddress.ToString())
            {
                return grain;
            }
        }
    }
}
