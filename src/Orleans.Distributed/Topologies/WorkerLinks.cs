using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Topologies;

/// <summary>Gives new workers their places in the topology, and has the links made that must be there when they are added.</summary>
internal sealed class WorkerLinks(LocalProcess process, ProcessTable processes, PeerTable peers, LaunchedWorkers launched, IGrainFactory grains)
{
    private IClusterManagerGrain Manager => grains.GetGrain<IClusterManagerGrain>(0);

    /// <summary>
    /// Notes the places that a cluster manager has given its processes, where they are others than it was asked for. A process that
    /// cannot have its place is killed, and its result is an error.
    /// </summary>
    public async Task<IReadOnlyList<LaunchResult>> PlaceAsync(IReadOnlyList<WorkerLaunch> launches, IReadOnlyList<LaunchResult> results)
    {
        ProcessIdent[] places =
        [
            .. results.Zip(launches)
                .Where(pair => pair.First is { Succeeded: true, Config: { } config } && !HasSamePlace(config, pair.Second.Config))
                .Select(pair => new ProcessIdent(pair.First.Pid, pair.First.Config!.Ident, [.. pair.First.Config.ConnectIdents ?? []])),
        ];
        if (places.Length == 0)
        {
            return results;
        }

        string?[] errors = await Manager.PlaceInTopology(places).ConfigureAwait(false);
        LaunchResult[] placed = [.. results];
        for (int i = 0; i < places.Length; i++)
        {
            if (errors[i] is { } error)
            {
                int index = Array.FindIndex(placed, result => result.Pid == places[i].Pid);
                await launched.KillAsync(placed[index].Process!).ConfigureAwait(false);
                placed[index] = new LaunchResult(places[i].Pid, new InvalidOperationException($"{error} It was killed."));
            }
        }

        return placed;
    }

    /// <summary>Has the new workers connected with all that they are linked to, unless that is done when they first talk.</summary>
    /// <returns>What could not be connected.</returns>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    public async Task<IReadOnlyList<Exception>> ConnectAsync(IReadOnlyList<int> added, TimeSpan timeout, CancellationToken cancellationToken)
    {
        MembershipView view = processes.View;
        if (!view.Topology.ConnectsAtOnce)
        {
            return [];
        }

        // The one with the higher pid connects, so that two never do so at the same time.
        Exception?[] errors = await Task.WhenAll(
            from pid in view.Pids
            let lower = view.Pids.Where(other =>
                other != 1 && other < pid && (added.Contains(pid) || added.Contains(other)) && view.Topology.AreLinked(pid, other)).ToArray()
            where lower.Length > 0
            select ConnectAsync(pid, lower, timeout, cancellationToken)).ConfigureAwait(false);
        return [.. errors.OfType<Exception>()];
    }

    private static bool HasSamePlace(WorkerConfig one, WorkerConfig other) =>
        one.Ident == other.Ident && (one.ConnectIdents ?? []).SequenceEqual(other.ConnectIdents ?? [], StringComparer.Ordinal);

    private async Task<Exception?> ConnectAsync(int pid, int[] others, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            int[] missing = await peers.Get(pid).Worker.ConnectTo(others, timeout).WaitAsync(timeout, process.Time, cancellationToken).ConfigureAwait(false);
            int[] living = [.. missing.Where(processes.IsAlive)];
            return living.Length == 0 || !processes.IsAlive(pid) ? null : NotConnected(pid, living, timeout, null);
        }
        catch (Exception e) when (e is ProcessExitedException or OrleansException or TimeoutException)
        {
            // Its end is told to those who need to know.
            return processes.IsAlive(pid) ? NotConnected(pid, others, timeout, e) : null;
        }
    }

    private static TimeoutException NotConnected(int pid, int[] others, TimeSpan timeout, Exception? inner) => new(
        $"peer workers did not connect within {timeout.TotalSeconds:0.###} seconds: worker {pid} has no connection to {string.Join(", ", others)}. "
            + "The workers belong to the cluster; the connection is tried again when it is used.",
        inner);
}
