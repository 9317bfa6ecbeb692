using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Mapping;

/// <summary>The failure of one item of a batch.</summary>
/// <param name="Offset">The item's place in the batch.</param>
/// <param name="Fault">What happened.</param>
internal readonly record struct ItemFault(int Offset, RemoteFault Fault);
