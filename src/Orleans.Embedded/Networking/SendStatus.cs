namespace Orleans.Runtime.Networking;

/// <summary>What became of a message given to a link.</summary>
internal enum SendStatus
{
    /// <summary>The link took it: it was written, or is queued and will be written unless the link closes first.</summary>
    Sent,

    /// <summary>The link's queue is full, and the message was not taken. Await <see cref="Link.WaitForRoomAsync"/>, and send again.</summary>
    Full,

    /// <summary>The link is closed, and the message was not taken: it certainly did not arrive.</summary>
    Closed,
}
