namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>What one repetition gave.</summary>
/// <param name="Operations">How many operations it made, by which allocations and processor time are divided.</param>
/// <param name="Values">The figures it gave, such as a rate, or two percentiles.</param>
internal readonly record struct Run(long Operations, params double[] Values);
