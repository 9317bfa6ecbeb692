namespace Orleans.Concurrency;

/// <summary>Calls of this method do not change the state of the grain, and interleave with each other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
