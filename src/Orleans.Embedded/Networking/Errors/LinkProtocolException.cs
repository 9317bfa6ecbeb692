namespace Orleans.Runtime.Networking;

/// <summary>What a proven peer sent is not the protocol. It ends the link, and nothing else.</summary>
internal sealed class LinkProtocolException(string message) : LinkException(message);
