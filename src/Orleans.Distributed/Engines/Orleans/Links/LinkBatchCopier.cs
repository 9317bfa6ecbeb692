using Orleans.Serialization.Cloning;

namespace Orleans.Distributed.Links;

/// <summary>Batches are not changed once they are made, so they need no copies.</summary>
[RegisterCopier]
internal sealed class LinkBatchCopier : ShallowCopier<LinkBatch>;
