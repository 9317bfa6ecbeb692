using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Mapping;

/// <summary>What became of a batch.</summary>
/// <param name="Results">The results of the items before the first that failed.</param>
/// <param name="Failure">The failure of the item after those; <see langword="null"/> when none failed.</param>
internal sealed record MapBatchResult<TResult>(TResult[] Results, RemoteFault? Failure);
