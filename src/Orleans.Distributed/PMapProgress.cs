namespace Orleans.Distributed;

/// <summary>How far a parallel map is.</summary>
/// <param name="Done">How many items have a result, those whose result came from <c>OnError</c> among them.</param>
/// <param name="Failed">How many times the function failed for an item, or a worker died with one.</param>
/// <param name="Retried">How many times an item was given to a worker again.</param>
/// <param name="Total">How many items there are; <see langword="null"/> when the source does not tell before its end.</param>
/// <param name="Elapsed">The time since the map began.</param>
public readonly record struct PMapProgress(long Done, long Failed, long Retried, long? Total, TimeSpan Elapsed)
{
    /// <summary>How many items are done in a second, on average; 0 before the first.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;
}
