namespace Orleans.Embedded.Tests.Networking;

internal static class Limits
{
    /// <summary>How long a test waits for what must happen; only a failing test waits so long.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);
}
