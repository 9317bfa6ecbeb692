namespace Orleans.Distributed.Serialization.Refusals;

/// <summary>Why a type does not travel, and what to do instead. Both are sentences without their full stop.</summary>
internal sealed record Refusal(string Reason, string Advice);
