namespace Orleans.Runtime.Networking;

/// <summary>The peer did not prove that it belongs to the cluster, or did not accept this process's proof, in time.</summary>
internal sealed class LinkHandshakeException(string message, Exception? innerException = null) : LinkException(message, innerException);
