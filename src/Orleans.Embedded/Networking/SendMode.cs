namespace Orleans.Runtime.Networking;

/// <summary>Whether a message minds the bounds of a link's queue.</summary>
internal enum SendMode
{
    /// <summary>Refused with <see cref="SendStatus.Full"/> when the queue is full. For whatever can wait: new requests.</summary>
    Bounded,

    /// <summary>
    /// Taken even when the queue is full. Only for answers to what the peer sent: the peer bounds their number by the bound
    /// on its own requests, and who answers must not wait (else two peers that both send much would wait for each other).
    /// </summary>
    Unbounded,
}
