namespace Orleans.Runtime.Networking;

/// <summary>The peer speaks no protocol version that this process speaks.</summary>
internal sealed class LinkVersionException(string message) : LinkException(message)
{
    /// <summary>The versions, from and to, that this process speaks.</summary>
    public required (int Minimum, int Maximum) Own { get; init; }

    /// <summary>The versions, from and to, that the peer speaks.</summary>
    public required (int Minimum, int Maximum) Peer { get; init; }

    internal static LinkVersionException Create(object endPoint, (int Minimum, int Maximum) own, (int Minimum, int Maximum) peer) =>
        new($"The process at {endPoint} speaks link protocol versions {peer.Minimum} to {peer.Maximum}, and this process {own.Minimum} to {own.Maximum}. "
            + "Run versions of the program on both that overlap.")
        {
            Own = own,
            Peer = peer,
        };
}
