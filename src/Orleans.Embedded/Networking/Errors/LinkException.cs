namespace Orleans.Runtime.Networking;

/// <summary>The root of the errors of links.</summary>
internal abstract class LinkException(string message, Exception? innerException = null) : Exception(message, innerException);
