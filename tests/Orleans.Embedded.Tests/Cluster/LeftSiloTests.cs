using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded.Tests.Networking;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.TestingHost;

namespace Orleans.Embedded.Tests.Cluster;

/// <summary>A silo that has left, and whose host has not ended yet.</summary>
public sealed class LeftSiloTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentQueue<string?> Errors = new();
    private static readonly TaskCompletionSource HasLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static readonly TaskCompletionSource MayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task StopSilo_TheHeadRefusesItAfterItHasLeft_IsNoError()
    {
        TestClusterBuilder builder = new(2);
        builder.AddSiloBuilderConfigurator<HeldAtTheEnd>();
        await using TestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        SiloNode node = ((InProcessSiloHandle)cluster.SecondarySilos[0]).ServiceProvider.GetRequiredService<SiloNode>();
        Task stop = cluster.StopSiloAsync(cluster.SecondarySilos[0]);
        await HasLeft.Task.WaitAsync(Limit);

        try
        {
            // It has lost its connection to the head, which does not take it back once it has heard.
            await Eventually.TrueAsync(() => node.Peers.TryReach(node.Peers.HeadAddress!) == Reachability.Refused, "the head refuses the silo");
            var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            node.Control.Post(handled.SetResult);
            await handled.Task.WaitAsync(Limit);
        }
        finally
        {
            MayEnd.SetResult();
        }

        await stop.WaitAsync(Limit);
        Assert.Empty(Errors);
    }

    private sealed class HeldAtTheEnd : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.ConfigureServices(services =>
        {
            services.AddSingleton<IFatalErrorHandler, Recorder>();
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Holder>();
        });
    }

    private sealed class Recorder : IFatalErrorHandler
    {
        public bool IsUnexpected(Exception exception) => true;

        public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) => Errors.Enqueue(context);
    }

    // Stops after the silo itself. That of the primary silo is let go as well.
    private sealed class Holder : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(Holder), ServiceLifecycleStage.RuntimeInitialize, _ => Task.CompletedTask, _ =>
        {
            HasLeft.TrySetResult();
            return MayEnd.Task;
        });
    }
}
