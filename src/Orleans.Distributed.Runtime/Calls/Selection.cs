namespace Orleans.Distributed.Calls;

/// <summary>What a selector made of a value at its owner, or why it was not asked: the status and what comes with it.</summary>
internal sealed record Selection<TResult>(CallStatus Status, TResult? Value = default, RemoteFault? Fault = null);
