namespace Orleans.Distributed.Tests.Support;

/// <summary>How long tests wait for what must happen. Generous, for machines under load; reaching one is a failure.</summary>
internal static class Limits
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);
}
