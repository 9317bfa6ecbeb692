using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Links;

/// <summary>The links of this process, one to each that it exchanges messages with, as long as that one lives.</summary>
/// <remarks>
/// Microsoft Orleans promises no order, not even from one caller to one grain, and each of its messages costs much. A link brings order,
/// delivers what the engine has lost while both processes live, and sends many messages as one when there are many.
/// </remarks>
internal sealed class ProcessLinks : IProcessRoutes, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ConcurrentDictionary<int, ProcessLink> _links = new();
    private readonly LocalProcess _process;
    private readonly ProcessTable _processes;
    private readonly IGrainFactory _grains;
    private readonly SiloAddress _silo;
    private readonly ILogger<ProcessLinks> _logger;
    private readonly GrainRoutes _plain;
    private volatile bool _hasJoined;
    private volatile bool _isOver;

    public ProcessLinks(
        LocalProcess process, ProcessTable processes, IGrainFactory grains, ILocalSiloDetails silo, ILogger<ProcessLinks> logger)
    {
        _process = process;
        _processes = processes;
        _grains = grains;
        _silo = silo.SiloAddress;
        _logger = logger;
        _plain = new GrainRoutes(grains);
        processes.Joined += joined => Find(joined.Pid)?.SendAgain();
        processes.Exited += (pid, _) => End(pid);
    }

    public IWorkerMessages ToWorker(int pid) => new LinkedWorker(this, pid, _plain.ToWorker(pid));

    public IChannelMessages ToChannel(int where, Rrid id) => new LinkedChannel(this, where, id, _plain.ToChannel(where, id));

    /// <summary>
    /// The link to send to a process; <see langword="null"/> when messages go there as they are: to this process itself, and while it has no
    /// pid.
    /// </summary>
    public ProcessLink? GetToSend(int pid) => _process.Pid == 0 || _process.Pid == pid ? null : Get(pid);

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

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(ProcessLinks), ServiceLifecycleStage.RuntimeInitialize, static _ => Task.CompletedTask, _ =>
        {
            Dispose();
            return Task.CompletedTask;
        });

    /// <summary>Ends all links: the engine will not deliver anything any more.</summary>
    public void Dispose()
    {
        _isOver = true;
        foreach (int pid in _links.Keys)
        {
            End(pid);
        }
    }

    private ProcessLink? Find(int pid) => _links.GetValueOrDefault(pid);

    private ProcessLink Make(int pid)
    {
        IProcessLinkGrain grain = _grains.GetGrain<IProcessLinkGrain>(ReferenceKey.Format(pid, new Rrid(_process.Pid, 0)));

        // Its timers must not keep what the call that happens to be the first carries in its context.
        AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            return new ProcessLink(_process, pid, batch => grain.Deliver(HasJoined() ? batch : batch.From(_silo)), _logger);
        }
        finally
        {
            flow?.Undo();
        }
    }

    private bool HasJoined() => _hasJoined || (_processes.IsAlive(_process.Pid) && (_hasJoined = true));

    private void End(int pid)
    {
        if (_links.TryRemove(pid, out ProcessLink? link))
        {
            if (_processes.IsGone(pid))
            {
                link.End(_processes.ExitOf(pid));
            }
            else
            {
                // As what the engine says then. Whoever asked waits a moment for the word of this process's own end.
                link.End(new OrleansException("This process has ended, and with it its links to others."));
            }
        }
    }
}
