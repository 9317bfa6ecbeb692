namespace Orleans.Concurrency;

/// <summary>Calls of this method interleave with every other call of the grain, also while it is busy.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
