using System.Buffers;

namespace Orleans.Runtime.Networking;

/// <summary>
/// Receives what arrives on a link. All calls of one link come from its reader thread, one at a time, in the order
/// <see cref="OnOpened"/>, frames and control frames, unsent messages, <see cref="OnClosed"/>. While a call runs, nothing else of
/// that link is read: it must not block and must not wait for anything that arrives on the link. It may send.
/// An exception that leaves a call closes the link with <see cref="LinkCloseReason.HandlerFailed"/>.
/// </summary>
internal interface ILinkHandler
{
    /// <summary>The link is open. The first call, exactly once.</summary>
    void OnOpened(Link link);

    /// <summary>A message arrived. The frame and its payload are valid during the call only, unless it is detached.</summary>
    void OnFrame(Link link, ReceivedFrame frame);

    /// <summary>A control message arrived. The payload is valid during the call only.</summary>
    void OnControl(Link link, ReadOnlySpan<byte> payload);

    /// <summary>
    /// The link closed before any byte of this message was handed to the connection: the peer certainly did not get it.
    /// Called after the last frame and before <see cref="OnClosed"/>, in the order of sending for each ordering key.
    /// The payload is valid during the call only.
    /// </summary>
    void OnUnsent(Link link, ulong orderingKey, ReadOnlySequence<byte> payload);

    /// <summary>
    /// The link is closed. The last call, exactly once. It comes at once when the connection ended, and when the peer closed the
    /// link; when this side closed it, once the peer has answered, or after <see cref="LinkOptions.CloseLinger"/>
    /// (<see cref="Link.IsOpen"/> tells at once).
    /// </summary>
    void OnClosed(Link link, LinkClosed closed);
}
