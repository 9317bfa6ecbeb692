using Orleans.Distributed.Calls;
using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Futures;

/// <summary>A future that another process has asked for.</summary>
/// <param name="id">The reference.</param>
/// <param name="caller">The process that made it.</param>
/// <param name="name">What the caller calls the function; <see langword="null"/> for nothing in particular.</param>
/// <param name="executor">Tells the caller of a failure that nobody waits for.</param>
internal sealed class CalledFuture(Rrid id, Peer caller, string? name, CallExecutor executor) : FutureEntry(id)
{
    public Peer Caller => caller;

    protected override void ReportUnobserved(string function, RemoteFault fault) => executor.ReportError(caller, name ?? function, fault);
}
