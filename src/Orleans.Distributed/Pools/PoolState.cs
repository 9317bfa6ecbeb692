namespace Orleans.Distributed.Pools;

/// <summary>A pool as it was when it was asked.</summary>
/// <param name="Workers">The members, or who does the work in their place.</param>
/// <param name="Count">How many members there are.</param>
/// <param name="IsReady">Whether a worker was free.</param>
internal sealed record PoolState(int[] Workers, int Count, bool IsReady);
