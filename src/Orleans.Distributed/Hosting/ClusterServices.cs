using Orleans.Distributed.Callbacks;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Events;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Hosting;

/// <summary>What the members and extension methods of a cluster hand over to, one for each capability.</summary>
internal sealed record ClusterServices(
    WorkerCallbacks Callbacks,
    WorkerEventFeed Events,
    WorkerRemover Remover,
    WorkerTarget Target,
    StatusStore Statuses,
    HostQuery Hosts,
    LaunchedWorkers Launched,
    ClusterEnd End,
    FunctionRecorder Recorder,
    ChannelMaker Channels);
