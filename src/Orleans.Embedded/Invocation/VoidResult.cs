namespace Orleans.Runtime.Invocation;

/// <summary>The result of a method that has none.</summary>
internal readonly struct VoidResult;
