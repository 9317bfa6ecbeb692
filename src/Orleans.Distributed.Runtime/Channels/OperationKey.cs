namespace Orleans.Distributed.Channels;

/// <summary>Names an operation that waits: by the process that asked for it, and a number there.</summary>
internal readonly record struct OperationKey(int Pid, long Id);
