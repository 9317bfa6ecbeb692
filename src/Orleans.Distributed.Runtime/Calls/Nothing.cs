namespace Orleans.Distributed.Calls;

/// <summary>The result of functions that have none.</summary>
internal readonly record struct Nothing;
