using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Launching;

/// <summary>Default values and bounds of <see cref="LocalOptions"/>.</summary>
internal static class LocalDefaults
{
    public static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestTimeout = AddProcsOptionsSnapshot.LongestTimeout;

    /// <summary>How long the thread that delivers output stays when there is none.</summary>
    public static readonly TimeSpan OutputLinger = TimeSpan.FromSeconds(1);

    /// <summary>How long word of the end of a process waits for its output, which processes that it left behind may hold open.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long that output is read at most.</summary>
    public static readonly TimeSpan LateOutputTimeout = TimeSpan.FromSeconds(30);
}
