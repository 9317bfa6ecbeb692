using Orleans.Concurrency;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Grains;

/// <summary>A remote channel, at its owner. The key names the owner and the RRID (<see cref="ReferenceKey"/>).</summary>
[Alias("od.IChannelGrain")]
internal interface IChannelGrain : IGrainWithStringKey
{
    /// <summary>
    /// Does one operation; the request says which. Operations of one process start in the order in which they were sent, and
    /// may wait for days.
    /// </summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> Operate([Immutable] Payload request);

    /// <summary>Withdraws an operation that waits. Its call then answers that it was cancelled, unless it was done already.</summary>
    [OneWay]
    Task Withdraw(int caller, long operationId);
}
