namespace Orleans.Runtime.Networking;

/// <summary>How a link ended.</summary>
/// <param name="Reason">The kind of end.</param>
/// <param name="Text">What happened, as a sentence for people.</param>
/// <param name="Error">The error behind it, if there was one.</param>
internal sealed record LinkClosed(LinkCloseReason Reason, string Text, Exception? Error = null);
