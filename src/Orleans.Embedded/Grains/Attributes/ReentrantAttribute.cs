namespace Orleans.Concurrency;

/// <summary>Calls to grains of this class may interleave at every await. Turns still run one at a time.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
