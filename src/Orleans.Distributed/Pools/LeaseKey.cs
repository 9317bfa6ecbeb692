namespace Orleans.Distributed.Pools;

/// <summary>Names the taking of a worker from a pool, or the wait for one. The default value names none.</summary>
/// <param name="Holder">The process that takes.</param>
/// <param name="Number">A number of that process's counter.</param>
internal readonly record struct LeaseKey(int Holder, long Number);
