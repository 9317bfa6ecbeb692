namespace Orleans.Runtime.Networking;

/// <summary>Counts of one link since it opened.</summary>
/// <param name="FramesSent">Messages and control frames taken for sending; a large message counts once.</param>
/// <param name="SocketWrites">Writes asked of the connection.</param>
/// <param name="FramesReceived">Frames that arrived; each chunk of a large message counts.</param>
/// <param name="SocketReads">Reads asked of the connection.</param>
/// <param name="QueuedBytes">Bytes that wait to be written now.</param>
internal readonly record struct LinkStatistics(long FramesSent, long SocketWrites, long FramesReceived, long SocketReads, long QueuedBytes);
