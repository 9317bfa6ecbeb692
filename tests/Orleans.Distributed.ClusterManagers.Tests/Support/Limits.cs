namespace Orleans.Distributed.ClusterManagers.Tests.Support;

internal static class Limits
{
    /// <summary>How long anything may take that takes milliseconds on an idle machine.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);
}
