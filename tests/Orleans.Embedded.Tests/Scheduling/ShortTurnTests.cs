using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Scheduling;

/// <summary>Requests that run on the thread which has read them.</summary>
public sealed class ShortTurnTests : IAsyncLifetime
{
    private const string Reader = "Link reader";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private TestCluster? _cluster;

    public async Task InitializeAsync()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<WithShortTurns>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await _cluster!.DisposeAsync();

    [Fact]
    public async Task Call_NothingElseRuns_RunsOnTheReaderInTheContextOfTheGrain()
    {
        IShortGrain grain = await NewGrainAsync(1);
        (string? thread, bool isSameContext) = await grain.Short([]).WaitAsync(Limit);
        Assert.StartsWith(Reader, thread, StringComparison.Ordinal);
        Assert.True(isSameContext);
    }

    [Fact]
    public async Task Call_LargeArgument_DoesNotKeepTheReader()
    {
        IShortGrain grain = await NewGrainAsync(2);
        (string? thread, bool isSameContext) = await grain.Short(new byte[1_000_000]).WaitAsync(Limit);
        Assert.DoesNotContain(Reader, thread ?? string.Empty, StringComparison.Ordinal);
        Assert.True(isSameContext);
    }

    [Fact]
    public async Task Call_AnotherTurnRuns_WaitsForItAndTheReaderGoesOn()
    {
        IShortGrain grain = await NewGrainAsync(3);
        IShortGrain other = await NewGrainAsync(4);
        Task block = grain.Block();
        Task<(string? First, bool SameContext)> waits;
        try
        {
            Assert.True(await ShortGrain.Inside.WaitAsync(Limit));
            waits = grain.Short([]);

            // Over the same link, behind it.
            await other.Where().WaitAsync(Limit);
            Assert.False(waits.IsCompleted);
        }
        finally
        {
            ShortGrain.Gate.Set();
        }

        (string? thread, bool isSameContext) = await waits.WaitAsync(Limit);
        Assert.DoesNotContain(Reader, thread ?? string.Empty, StringComparison.Ordinal);
        Assert.True(isSameContext);
        await block.WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_ManyAtOnce_NoTwoTurnsAtOnceAndAllAnswered()
    {
        IShortGrain grain = await NewGrainAsync(5);
        (string? First, bool SameContext)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 2000).Select(_ => Task.Run(() => grain.Short([1])))).WaitAsync(Limit);
        Assert.All(answers, answer => Assert.True(answer.SameContext));
    }

    // The first call makes the activation, which takes turns of its own.
    private async Task<IShortGrain> NewGrainAsync(int key)
    {
        IShortGrain grain = _cluster!.Client.GetGrain<IShortGrain>(key);
        await grain.Where().WaitAsync(Limit);
        return grain;
    }

    private sealed class WithShortTurns : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Services.AddSingleton(new ShortTurns([typeof(IShortGrain).GetMethod(nameof(IShortGrain.Short))!]));
    }
}
