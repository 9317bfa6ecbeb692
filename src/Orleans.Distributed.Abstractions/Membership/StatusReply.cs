namespace Orleans.Distributed.Membership;

/// <summary>The answer to the question for a status.</summary>
/// <param name="IsKnown">Whether there is a process with this pid, or the callbacks for the exit of one still run.</param>
/// <param name="Status">The encoded status; <see langword="null"/> when none was set.</param>
[GenerateSerializer, Immutable, Alias("od.StatusReply")]
internal sealed record StatusReply([property: Id(0)] bool IsKnown, [property: Id(1)] byte[]? Status);
