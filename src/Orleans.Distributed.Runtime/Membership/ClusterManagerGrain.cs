using Microsoft.Extensions.Logging;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Placement;
using Orleans.Distributed.Topologies;

namespace Orleans.Distributed.Membership;

/// <summary>The one authority on who belongs to the cluster.</summary>
/// <remarks>
/// Each change is persisted before anyone is told of it, so that an activation on another silo, where the engine has one, goes on
/// where the last one stopped. Telling the others is not waited for: a process that does not answer must not keep the
/// grain from recording its death.
/// </remarks>
[KeepAlive, HeadPlacement]
internal sealed partial class ClusterManagerGrain(
    [PersistentState("cluster", ClusterManagerGrain.StorageName)] IPersistentState<ClusterManagerState> state,
    ProcessTable processes,
    EverywhereRecords everywhere,
    IGrainFactory grains,
    ILogger<ClusterManagerGrain> logger) : Grain, IClusterManagerGrain
{
    /// <summary>The name of the grain storage that holds the membership.</summary>
    public const string StorageName = "Distributed";

    /// <summary>How many departures are remembered with their details.</summary>
    private const int DeparturesKept = 1024;

    // What the others were told last, which is persisted; the state may be about to be.
    private MembershipSnapshot? _told;
    private readonly Dictionary<int, long> _sentWhole = [];

    public async Task<int[]> ReservePids(int count, TopologyRequest topology)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        MembershipSnapshot before = Snapshot;

        // Pid 1 is for the process that joins first, the head.
        int first = Math.Max(before.NextPid, 2);
        int[] pids = [.. Enumerable.Range(first, count)];

        // Nobody needs to be told: the new processes are, with everybody, when they join.
        await Save(before with { NextPid = first + count, Topology = TopologyRules.Reserve(before, topology, pids) });
        return pids;
    }

    public async Task<string?[]> PlaceInTopology(ProcessIdent[] idents)
    {
        MembershipSnapshot before = Snapshot;
        TopologyState topology = TopologyRules.Place(before.Topology, idents, out string?[] errors);
        if (topology != before.Topology)
        {
            await Save(before with { Version = before.Version + 1, Topology = topology });
            Tell();
        }

        return errors;
    }

    public async Task<JoinReply> Join(JoinRequest request)
    {
        MembershipSnapshot before = Snapshot;
        int pid = request.Pid == 0 ? before.NextPid : request.Pid;
        if (before.Alive.FirstOrDefault(p => p.Pid == pid) is { } present)
        {
            return present.Silo == request.Silo
                ? new JoinReply(pid, before)
                : throw new InvalidOperationException(
                    $"Process {pid} is already in the cluster, at {present.Silo}, so {request.Silo} cannot join with its pid.");
        }

        if (before.Departed.Any(d => d.Pid == pid))
        {
            throw new InvalidOperationException(
                $"Process {pid} has left the cluster or was declared dead. A pid is never used again: start a new process.");
        }

        if (!everywhere.Admits(pid, request.PreparedThrough))
        {
            await Save(before with { NextPid = Math.Max(before.NextPid, pid + 1) });
            if (request.Pid == 0)
            {
                // Nobody has launched it, so nobody would notice its end.
                processes.NotePreparing(SiloAddress.FromParsableString(request.Silo), pid);
            }

            return new JoinReply(pid, Snapshot) { MustPrepare = true };
        }

        var process = new ProcessInfo(pid, request.Host, request.OsProcessId, request.Cores, request.Silo);
        await Save(before with
        {
            Version = before.Version + 1,
            NextPid = Math.Max(before.NextPid, pid + 1),
            Alive = [.. before.Alive.Append(process).OrderBy(p => p.Pid)],
        });
        LogJoined(pid, request.Host, request.OsProcessId, request.Silo);
        Tell(except: pid);
        return new JoinReply(pid, Snapshot);
    }

    public async Task Depart(ProcessDeparture[] departures)
    {
        MembershipSnapshot before = Snapshot;

        // A pid that was reserved and never joined departs too: its late arrival must find the door closed.
        ProcessDeparture[] news =
        [
            .. departures.Where(d => IsNews(d, before)).Select(d => d with { HadJoined = before.Alive.Any(p => p.Pid == d.Pid) }),
        ];
        if (news.Length == 0)
        {
            return;
        }

        ProcessDeparture[] departed = [.. before.Departed, .. news];
        int forgotten = Math.Max(0, departed.Length - DeparturesKept);
        ProcessInfo[] alive = [.. before.Alive.Where(p => news.All(d => d.Pid != p.Pid))];
        StatusBoard statuses = AfterDeparture(
            state.State.Statuses, [.. news.Where(d => d.HadJoined).Select(d => d.Pid)], hasHead: alive.Any(p => p.Pid == 1));
        await Save(
            before with
            {
                Version = before.Version + 1,
                Alive = alive,
                Departed = departed[forgotten..],
                GoneThrough = departed[..forgotten].Select(d => d.Pid).Append(before.GoneThrough).Max(),
                Topology = TopologyRules.Without(before.Topology, news.Select(d => d.Pid)),
            },
            statuses);
        foreach (ProcessDeparture departure in news)
        {
            LogDeparted(departure.Pid, departure.Exit.Describe());
        }

        Tell();
    }

    public async Task MarkTerminating(int[] pids)
    {
        MembershipSnapshot before = Snapshot;
        if (!before.Alive.Any(p => pids.Contains(p.Pid) && p.State == WorkerState.Connected))
        {
            return;
        }

        await Save(before with
        {
            Version = before.Version + 1,
            Alive = [.. before.Alive.Select(p => pids.Contains(p.Pid) ? p with { State = WorkerState.Terminating } : p)],
        });
        Tell();
    }

    public Task<MembershipSnapshot> GetSnapshot() => Task.FromResult(Snapshot);

    public Task<bool> IsAlive(int pid) => Task.FromResult(Snapshot.Alive.Any(p => p.Pid == pid));

    private MembershipSnapshot Snapshot => state.State.Snapshot;

    private static bool IsNews(ProcessDeparture departure, MembershipSnapshot snapshot) =>
        departure.Pid < snapshot.NextPid
        && (departure.Pid > snapshot.GoneThrough || snapshot.Alive.Any(p => p.Pid == departure.Pid))
        && snapshot.Departed.All(known => known.Pid != departure.Pid);

    private async Task Save(MembershipSnapshot snapshot, StatusBoard? statuses = null)
    {
        MembershipSnapshot before = Snapshot;
        StatusBoard statusesBefore = state.State.Statuses;
        state.State.Snapshot = snapshot;
        state.State.Statuses = statuses ?? statusesBefore;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What was not persisted has not happened; whoever asked for it may ask again.
            state.State.Snapshot = before;
            state.State.Statuses = statusesBefore;
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Process {Pid} joined: host {Host}, os pid {OsProcessId}, silo {Silo}.")]
    private partial void LogJoined(int pid, string host, int osProcessId, string silo);

    [LoggerMessage(2, LogLevel.Information, "Process {Pid} left: it {Exit}.")]
    private partial void LogDeparted(int pid, string exit);
}
