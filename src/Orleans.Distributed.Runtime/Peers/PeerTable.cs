using System.Collections.Concurrent;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Topologies;

namespace Orleans.Distributed.Peers;

/// <summary>The other processes that this one talks to.</summary>
internal sealed class PeerTable
{
    private readonly ConcurrentDictionary<int, Peer> _peers = new();
    private readonly LocalProcess _process;
    private readonly ProcessTable _processes;
    private readonly IGrainFactory _grains;
    private readonly IProcessRoutes _routes;

    public PeerTable(LocalProcess process, ProcessTable processes, IGrainFactory grains, IProcessRoutes routes)
    {
        _process = process;
        _processes = processes;
        _grains = grains;
        _routes = routes;
        processes.Exited += OnExited;
    }

    public IEnumerable<Peer> All => _peers.Values;

    /// <summary>The peer with that pid, to send to.</summary>
    /// <exception cref="ProcessExitedException">There is no such process.</exception>
    /// <exception cref="TopologyException">The topology does not let this process talk to it.</exception>
    public Peer Get(int pid, string? function = null)
    {
        Peer peer = GetLiving(pid, function);
        if (!peer.IsLinked)
        {
            TopologyView topology = _processes.View.Topology;
            peer.IsLinked = topology.AreLinked(_process.Pid, pid) ? true : throw new TopologyException(pid, _process.Pid, topology.State.Topology);
        }

        return peer;
    }

    /// <summary>Whether the topology lets this process talk to another one.</summary>
    public bool IsLinkedTo(int pid) => _processes.View.Topology.AreLinked(_process.Pid, pid);

    private Peer GetLiving(int pid, string? function)
    {
        if (_peers.TryGetValue(pid, out Peer? peer))
        {
            return peer;
        }

        if (!_processes.IsAlive(pid))
        {
            throw new ProcessExitedException(pid, _processes.ExitOf(pid), CallOutcome.NotStarted, function);
        }

        peer = GetOrAdd(pid);
        if (!_processes.IsAlive(pid))
        {
            // It went between the two lines above: its exit was announced before the entry was made.
            OnExited(pid, _processes.ExitOf(pid));
            throw new ProcessExitedException(pid, _processes.ExitOf(pid), CallOutcome.NotStarted, function);
        }

        return peer;
    }

    /// <summary>
    /// The peer that a message came from. It may have joined so lately that this process was not told yet; one that is gone is
    /// none.
    /// </summary>
    public Peer? GetSender(int pid)
    {
        if (_peers.TryGetValue(pid, out Peer? peer))
        {
            return peer;
        }

        if (_processes.IsGone(pid))
        {
            return null;
        }

        peer = GetOrAdd(pid);
        if (_processes.IsGone(pid))
        {
            OnExited(pid, _processes.ExitOf(pid));
            return null;
        }

        return peer;
    }

    private Peer GetOrAdd(int pid) => _peers.GetOrAdd(
        pid, static (p, table) => new Peer(p, table._grains.GetGrain<IWorkerGrain>(p), table._routes.ToWorker(p)), this);

    private void OnExited(int pid, ProcessExit exit)
    {
        if (_peers.TryRemove(pid, out Peer? peer))
        {
            peer.FailPending(exit);
        }
    }
}
