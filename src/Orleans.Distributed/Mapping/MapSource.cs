namespace Orleans.Distributed.Mapping;

/// <summary>Where the items of a map come from: one of two kinds of sequence.</summary>
/// <param name="Items">The items of a sequence that is not asynchronous.</param>
/// <param name="AsyncItems">The items of one that is.</param>
/// <param name="Count">How many there are, if that is known.</param>
/// <param name="AreThere">Whether the items lie in a collection. Others may make their reader wait, also when their number is known.</param>
internal readonly record struct MapSource<TItem>(
    IEnumerable<TItem>? Items, IAsyncEnumerable<TItem>? AsyncItems, long? Count, bool AreThere);
