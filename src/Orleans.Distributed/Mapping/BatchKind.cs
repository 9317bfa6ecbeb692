namespace Orleans.Distributed.Mapping;

/// <summary>What a worker has to know of a map to do a batch of it.</summary>
/// <param name="Map">The map.</param>
/// <param name="StopsAtFailure">Whether the items after one that failed are not wanted.</param>
/// <param name="IsAutomatic">Whether the items are together only to save messages: then the batch may end before its last item.</param>
internal readonly record struct BatchKind(Guid Map, bool StopsAtFailure, bool IsAutomatic);
