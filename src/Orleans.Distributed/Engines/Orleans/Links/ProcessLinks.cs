using System.Collections.Concurrent;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Links;

/// <summary>The links of this process, one to each that it exchanges messages with, as long as that one lives.</summary>
/// <remarks>
/// Microsoft Orleans promises no order, not even from one caller to one grain, and each of its messages costs much. A link brings order,
/// delivers what the engine has lost while both processes live, and sends many messages as one when there are many.
/// </remarks>
internal sealed class ProcessLinks : IProcessRoutes, IDisposable
{
    private readonly ConcurrentDictionary<int, ProcessLink> _links = new();
    private readonly LocalProcess _process;
    private readonly ProcessTable _processes;
    private readonly IGrainFactory _grains;
    private readonly GrainRoutes _plain;
    private volatile bool _hasJoined;
    private volatile bool _isOver;

    public ProcessLinks(LocalProcess process, ProcessTable processes, IGrainFactory grains)
    {
        _process = process;
        _processes = processes;
        _grains = grains;
        _plain = new GrainRoutes(grains);
        processes.Exited += (pid, _) => End(pid);
    }

    public IWorkerMessages ToWorker(int pid) => new LinkedWorker(this, pid, _plain.ToWorker(pid));

    public IChannelMessages ToChannel(int where, Rrid id) => new LinkedChannel(this, where, id, _plain.ToChannel(where, id));

    /// <summary>
    /// The link to a process; <see langword="null"/> when messages go there as they are: to this process itself, and as long as it has not
    /// joined, since others could send nothing back before.
    /// </summary>
    public ProcessLink? Find(int pid) => _process.Pid != pid && HasJoined() ? Get(pid) : null;

    /// <summary>The link to a process, which has ended when the process is gone.</summary>
    public ProcessLink Get(int pid)
    {
        if (_links.TryGetValue(pid, out ProcessLink? link))
        {
            return link;
        }

        link = _links.GetOrAdd(pid, static (p, links) => links.Make(p), this);
        if (_isOver || _processes.IsGone(pid))
        {
            // Its end was announced before there was a link to end.
            End(pid);
        }

        return link;
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (int pid in _links.Keys)
        {
            End(pid);
        }
    }

    private bool HasJoined() => _hasJoined || (_process.Pid != 0 && _processes.IsAlive(_process.Pid) && (_hasJoined = true));

    private ProcessLink Make(int pid)
    {
        string key = ReferenceKey.Format(pid, new Rrid(_process.Pid, 0));
        return new ProcessLink(_process, pid, _grains.GetGrain<IProcessLinkGrain>(key).Deliver);
    }

    private void End(int pid)
    {
        if (_links.TryRemove(pid, out ProcessLink? link))
        {
            link.End(_processes.ExitOf(pid));
        }
    }
}
