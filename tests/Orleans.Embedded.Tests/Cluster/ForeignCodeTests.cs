using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Code of the application that blocks while values are read or requests judged must not hold up anything else.</summary>
public sealed class ForeignCodeTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();
    private readonly string _key = Guid.NewGuid().ToString();

    private Stall Stall => Stall.Of(_key);

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        Stall.Open();
        await _cluster.DisposeAsync();
    }

    public static TheoryData<string> Ways => ["argument", "argument of an open type", "result", "exception", "context"];

    public static TheoryData<string> WaysOfClient => ["argument", "argument of an open type", "result", "exception", "context", "context of the first call"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_ReadingItBlocks_OthersOverTheSameConnectionGoOn(string way)
    {
        IGrainFactory factory = NodeOf(_cluster.SecondarySilos[0]).Services.GetRequiredService<IGrainFactory>();
        IStallGrain grain = await GrainInAsync(_cluster.Primary!, factory);
        IStallGrain other = await GrainInAsync(_cluster.Primary!, factory);
        Connection head = NodeOf(_cluster.SecondarySilos[0]).Peers.Head!;
        Connection secondary = NodeOf(_cluster.Primary!).Peers.Find(NodeOf(_cluster.SecondarySilos[0]).Address)!;

        Task stalled = Begin(way, grain);
        await Stall.Entered.WaitAsync(Limit);
        long blocked = Stopwatch.GetTimestamp();

        Assert.True(await other.Count().WaitAsync(Limit) > 0);
        await PingsAreAnsweredAsync(head, blocked);
        await PingsAreAnsweredAsync(secondary, blocked);
        Assert.False(stalled.IsCompleted);
        Stall.Open();
        await Task.WhenAny(stalled).WaitAsync(Limit);
        Assert.Equal(way == "exception", stalled.Exception?.InnerException is StallingException);
        Assert.Equal(way != "exception", stalled.IsCompletedSuccessfully);
    }

    [Theory]
    [MemberData(nameof(WaysOfClient))]
    public async Task Call_OfTheClientAndReadingItBlocks_OthersOfTheClientGoOn(string way)
    {
        IStallGrain other = await GrainInAsync(_cluster.Primary!, _cluster.GrainFactory);
        IStallGrain grain = await GrainInAsync(_cluster.Primary!, _cluster.GrainFactory);

        Task stalled = Begin(way, grain);
        await Stall.Entered.WaitAsync(Limit);

        for (int number = 0; number < 20; number++)
        {
            Assert.True(await _cluster.GrainFactory.GetGrain<IStallGrain>($"{_key} {number}").Count().WaitAsync(Limit) > 0);
        }

        Assert.True(await other.Count().WaitAsync(Limit) > 0);
        Assert.False(stalled.IsCompleted);
        Stall.Open();
        await Task.WhenAny(stalled).WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_PredicateBlocks_OthersOverTheSameConnectionGoOn()
    {
        IGrainFactory factory = NodeOf(_cluster.SecondarySilos[0]).Services.GetRequiredService<IGrainFactory>();
        IStallGrain grain = await GrainInAsync(_cluster.Primary!, factory);
        IStallGrain other = await GrainInAsync(_cluster.Primary!, factory);
        string wait = Guid.NewGuid().ToString();
        Task waiting = grain.Wait(wait);
        await Stall.Of(wait).Entered.WaitAsync(Limit);

        Task asked = grain.Ask(_key);
        await Stall.Entered.WaitAsync(Limit);
        long blocked = Stopwatch.GetTimestamp();

        // Also those of the same grain arrive, and wait.
        Task<int> behind = grain.Count();
        Assert.True(await other.Count().WaitAsync(Limit) > 0);
        await PingsAreAnsweredAsync(NodeOf(_cluster.SecondarySilos[0]).Peers.Head!, blocked);
        Assert.False(asked.IsCompleted);
        Stall.Open();

        await asked.WaitAsync(Limit);
        Assert.False(behind.IsCompleted);
        Stall.Of(wait).Open();
        await waiting.WaitAsync(Limit);
        Assert.True(await behind.WaitAsync(Limit) > 0);
    }

    private Task Begin(string way, IStallGrain grain)
    {
        switch (way)
        {
            case "argument":
                return grain.Take(StallingValue.Of(_key));
            case "argument of an open type":
                return grain.TakeAny(StallingValue.Of(_key));
            case "result":
                return grain.Give(_key);
            case "exception":
                return grain.Throw(_key);
            default:
                RequestContext.Set("stalling", StallingValue.Of(_key));
                Task call = (way == "context" ? grain : _cluster.GrainFactory.GetGrain<IStallGrain>(Guid.NewGuid().ToString())).Count();
                RequestContext.Clear();
                return call;
        }
    }

    private static async Task PingsAreAnsweredAsync(Connection connection, long since) => await Eventually.TrueAsync(
        () =>
        {
            connection.Ping();
            return connection.SinceAnsweredPing < Stopwatch.GetElapsedTime(since);
        },
        "a ping is answered");

    private static SiloNode NodeOf(SiloHandle silo) => ((InProcessSiloHandle)silo).ServiceProvider.GetRequiredService<SiloNode>();

    private static async Task<IStallGrain> GrainInAsync(SiloHandle silo, IGrainFactory factory)
    {
        while (true)
        {
            IStallGrain grain = factory.GetGrain<IStallGrain>(Guid.NewGuid().ToString());
            await grain.Count().WaitAsync(Limit);
            if (NodeOf(silo).Catalog.Find(((GrainReference)grain).GrainId) is not null)
            {
                return grain;
            }
        }
    }
}
