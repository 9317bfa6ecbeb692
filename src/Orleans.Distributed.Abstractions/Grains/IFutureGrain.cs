using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Grains;

/// <summary>A write-once remote reference, at its owner. The key names the owner and the RRID (<see cref="ReferenceKey"/>).</summary>
[Alias("od.IFutureGrain")]
internal interface IFutureGrain : IGrainWithStringKey
{
    /// <summary>Waits for the value and answers with it.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> Fetch([Immutable] Payload request);

    /// <summary>Waits until there is a value or a failure, and answers with the failure only.</summary>
    [ResponseTimeout(GrainTimeouts.Never)]
    [return: Immutable]
    Task<Payload> Wait([Immutable] Payload request);

    /// <summary>Whether there is a value or a failure.</summary>
    [return: Immutable]
    Task<Payload> IsReady([Immutable] Payload request);

    /// <summary>Sets the value, once.</summary>
    [return: Immutable]
    Task<Payload> Put([Immutable] Payload request);
}
