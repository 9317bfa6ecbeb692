namespace Orleans.Runtime.Networking;

/// <summary>Nothing answered at the address: there was no connection.</summary>
internal sealed class LinkUnreachableException(string message, Exception? innerException = null) : LinkException(message, innerException);
