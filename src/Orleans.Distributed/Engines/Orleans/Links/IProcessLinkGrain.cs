using Orleans.Concurrency;

namespace Orleans.Distributed.Links;

/// <summary>Takes what one process sends to another. The key names the receiver, and then the sender as a reference's whence.</summary>
[Alias("od.IProcessLinkGrain")]
internal interface IProcessLinkGrain : IGrainWithStringKey
{
    /// <summary>Hands a batch over. It may come late, twice, or never: the two links see to it.</summary>
    [OneWay]
    Task Deliver([Immutable] LinkBatch batch);
}
