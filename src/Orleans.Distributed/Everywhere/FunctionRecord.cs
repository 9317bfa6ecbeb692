using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Everywhere;

/// <summary>A function that was recorded.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Members">The cluster right after.</param>
/// <param name="Pids">Who of them has not run it.</param>
internal sealed record FunctionRecord(long Number, MembershipSnapshot Members, int[] Pids);
