using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed.References;

/// <summary>What handles need of the process that they live in.</summary>
internal sealed record HandleContext(
    LocalProcess Process,
    ProcessTable Processes,
    IServiceProvider Services,
    IGrainFactory Grains,
    PeerTable Peers,
    IProcessRoutes Routes,
    MessageCodec Codec,
    RequestSender Requests,
    ReferenceTable Owned,
    ReferenceTraffic Traffic,
    HandleTable Handles,
    UnobservedErrors Unobserved,
    UserCodeScheduler Scheduler)
{
    /// <summary>Runs a function for a handle.</summary>
    public Task<T> InvokeAsync<T>(int pid, Invocation<T> invocation, CancellationToken cancellationToken)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();

        // Looked up late, because it needs this itself.
        return Services.GetRequiredService<CallDispatcher>().InvokeAsync(pid, invocation, cancellationToken);
    }

    /// <summary>Makes a future that this process owns.</summary>
    /// <param name="hasFunction">Whether a function will set its result; otherwise somebody puts it.</param>
    public FutureEntry NewOwnFuture(bool hasFunction = true)
    {
        var entry = new OwnFuture(new Rrid(Process.Pid, Process.NextId()), Unobserved) { HasFunction = hasFunction };
        Owned.Add(entry);
        return entry;
    }

    /// <summary>Makes the first handle of a future.</summary>
    public Future<T> NewHandle<T>(Rrid id, int where) => new(this, new Claim(Handles, id, where), id, where);
}
