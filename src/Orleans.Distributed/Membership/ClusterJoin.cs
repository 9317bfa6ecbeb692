using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Events;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Hosting;

namespace Orleans.Distributed.Membership;

/// <summary>Takes the silo into the cluster when it has started, and out when it stops.</summary>
internal sealed class ClusterJoin(
    LocalProcess process,
    ProcessSettings settings,
    ProcessTable processes,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
{
    private DistributedCluster? _cluster;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ClusterJoin), ServiceLifecycleStage.Active, JoinAsync, LeaveAsync);

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        if (settings.Pid != 0)
        {
            process.AssignPid(settings.Pid);
        }

        process.HeadSilo = settings.Pid == 1 ? silo.SiloAddress : settings.HeadSilo;

        DeathWatch deaths = services.GetRequiredService<DeathWatch>();
        deaths.Start();
        var request = new JoinRequest
        {
            Pid = settings.Pid,
            Host = Environment.MachineName,
            OsProcessId = Environment.ProcessId,
            Cores = Environment.ProcessorCount,
            Silo = silo.SiloAddress.ToParsableString(),
        };
        JoinReply reply = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        while (reply.MustPrepare)
        {
            // Nobody knows this process yet, and it knows the others: what was recorded may call them.
            process.AssignPid(reply.Pid);
            processes.Apply(reply.Snapshot);
            long through = await services.GetRequiredService<JoinPreparation>().RunAsync(request.PreparedThrough, cancellationToken).ConfigureAwait(false);
            request = request with { Pid = reply.Pid, PreparedThrough = through };
            reply = await AskAsync(request, cancellationToken).ConfigureAwait(false);
        }

        process.AssignPid(reply.Pid);
        processes.Apply(reply.Snapshot);
        if (process.IsHead)
        {
            services.GetRequiredService<WorkerExits>().Start();
        }

        services.GetRequiredService<IProcessLease>().Start();
        _cluster = services.GetRequiredService<DistributedCluster>();
        Clusters.Add(_cluster);
    }

    private Task<JoinReply> AskAsync(JoinRequest request, CancellationToken cancellationToken) =>
        grains.GetGrain<IClusterManagerGrain>(0).Join(request).WaitAsync(cancellationToken);

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_cluster is null)
        {
            return;
        }

        Clusters.Remove(_cluster);
        services.GetRequiredService<ClusterEnd>().Begin();
        services.GetRequiredService<WorkerEventFeed>().Complete();
        services.GetRequiredService<IProcessLease>().Stop();
        if (!process.IsHead && !settings.EndsSilently)
        {
            var departure = new ProcessDeparture(
                process.Pid, new ProcessExit { OsProcessId = Environment.ProcessId, Reason = ProcessExitReason.Removed });
            try
            {
                await grains.GetGrain<IClusterManagerGrain>(0).Depart([departure]).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The head is gone, or does not answer in time; it will notice by itself that this process is.
            }
        }
    }
}
