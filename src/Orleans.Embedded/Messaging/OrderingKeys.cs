namespace Orleans.Runtime.Messaging;

/// <summary>The keys by which a link keeps messages in order.</summary>
internal static class OrderingKeys
{
    /// <summary>Messages to one grain arrive in the order they were sent. 0 would mean any order.</summary>
    public static ulong Of(GrainId target) => ((ulong)target.Type.GetUniformHashCode() << 32 | target.Key.GetUniformHashCode()) | 1;
}
