namespace Orleans.Distributed.Mapping;

/// <summary>Where the items of a map come from: one of two kinds of sequence.</summary>
/// <param name="Items">The items, if they come without waiting.</param>
/// <param name="AsyncItems">The items, if they come with waiting.</param>
/// <param name="Count">How many there are, if that is known.</param>
internal readonly record struct MapSource<TItem>(IEnumerable<TItem>? Items, IAsyncEnumerable<TItem>? AsyncItems, long? Count);
