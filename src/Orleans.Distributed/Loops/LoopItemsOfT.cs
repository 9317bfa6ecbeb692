namespace Orleans.Distributed.Loops;

/// <summary>What the iterations of a loop are given.</summary>
/// <param name="Count">How many iterations there are.</param>
/// <param name="Cut">Those of a range, counted from 0, as they are sent.</param>
internal sealed record LoopItems<TItem>(long Count, Func<LoopRange, LoopChunk<TItem>> Cut);
