namespace Orleans.Concurrency;

/// <summary>The caller does not wait for an answer: its task completes when the request was sent, and failures of the grain are not reported to it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;
