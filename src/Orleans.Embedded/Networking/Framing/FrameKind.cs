namespace Orleans.Runtime.Networking.Framing;

/// <summary>What a frame is. The numbers are on the wire; a retired one is never used again.</summary>
internal enum FrameKind : byte
{
    /// <summary>A message of the layer above that goes first.</summary>
    Control = 1,

    /// <summary>A message of the layer above.</summary>
    Message = 2,

    /// <summary>A large message begins: its number and its length. The data follows in chunks.</summary>
    BulkBegin = 3,

    /// <summary>A chunk of a large message. The frame's key is the message's number.</summary>
    BulkData = 4,

    /// <summary>Asks for a <see cref="Pong"/>. Carries the sender's clock.</summary>
    Ping = 5,

    /// <summary>Answers a <see cref="Ping"/>, with its payload.</summary>
    Pong = 6,

    /// <summary>The sender closes the link, and says why.</summary>
    Goodbye = 7,
}
