namespace Orleans.Runtime.Networking;

/// <summary>The peer proved itself, and refused this process for a reason of its own.</summary>
internal sealed class LinkRefusedException(string message, string reason) : LinkException(message)
{
    /// <summary>The peer's reason, in its own words.</summary>
    public string Reason { get; } = reason;
}
