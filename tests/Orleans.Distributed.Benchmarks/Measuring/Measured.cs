namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>What all repetitions gave together.</summary>
/// <param name="Values">One for each value of a run.</param>
/// <param name="Head">What an operation uses up at the head, the median of the repetitions.</param>
/// <param name="Worker">What an operation uses up at the worker.</param>
internal sealed record Measured(IReadOnlyList<Sample> Values, Usage Head, Usage Worker);
