namespace Orleans.Runtime.Networking;

/// <summary>The numbers both ends of a link agree on. They change only together with <see cref="Version"/>.</summary>
internal static class LinkProtocol
{
    /// <summary>The protocol version that this build speaks best.</summary>
    public const int Version = 1;

    /// <summary>The oldest protocol version that this build still speaks.</summary>
    public const int MinimumVersion = 1;

    /// <summary>The largest payload of an ordinary frame, in bytes. A larger message travels as chunks.</summary>
    public const int MaxFramePayload = 64 * 1024;

    /// <summary>The largest chunk of a large message, in bytes: the longest that a small frame waits behind it.</summary>
    public const int MaxChunkPayload = 256 * 1024;

    /// <summary>The largest payload of a control frame, in bytes.</summary>
    public const int MaxControlPayload = 1024 * 1024;

    /// <summary>How many large messages may be on their way in one direction at a time.</summary>
    public const int MaxConcurrentBulks = 16;

    /// <summary>The longest text, in UTF-8 bytes, that explains a close or a refusal.</summary>
    public const int MaxReasonBytes = 1024;

    /// <summary>The longest record of the handshake, in bytes.</summary>
    public const int MaxHandshakeRecord = 4096;

    /// <summary>The largest identity that a process may present, in bytes.</summary>
    public const int MaxIdentityBytes = 3 * 1024;

    /// <summary>The longest cluster id, in UTF-8 bytes.</summary>
    public const int MaxClusterIdBytes = 256;
}
