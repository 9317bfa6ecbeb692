using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Futures;

/// <summary>A future that its owner made itself.</summary>
internal sealed class OwnFuture(Rrid id, UnobservedErrors unobserved) : FutureEntry(id)
{
    protected override void ReportUnobserved(string function, RemoteFault fault) => unobserved.Report(function, fault);
}
