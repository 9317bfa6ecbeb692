using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>The listening side. Until the peer has proven itself it gets a hello or one fixed refusal, and nothing else.</summary>
internal static class ListenerHandshake
{
    /// <summary>Has the peer prove membership, and proves it.</summary>
    /// <returns>The peer, and the handler for its link.</returns>
    /// <exception cref="LinkException">The peer was refused, and told so; the message is for this side's log only.</exception>
    public static (LinkPeer Peer, ILinkHandler Handler) Run(
        ILinkTransport transport, LinkOptions options, Func<LinkPeer, LinkAdmission> admit, Deadline deadline)
    {
        var remote = transport.RemoteEndPoint;
        var channel = new HandshakeChannel(transport, deadline, CancellationToken.None);
        var (key, version) = Prove(channel, options, remote);

        channel.Write(HandshakeRecord.ListenerProof, key.Seal(HandshakeRecord.ListenerProof, PeerDescription.Encode(options)));
        var answer = Verdict.Decode(Open(channel, key, HandshakeRecord.ConnectorIdentity));
        if (answer.Refusal is not null)
        {
            throw new LinkRefusedException($"The process at {remote} refused this one: {answer.Refusal}", answer.Refusal);
        }

        var description = PeerDescription.Decode(answer.Content);
        var peer = new LinkPeer(description.Identity, remote, version, description.MaxMessageSize, IsIncoming: true);
        var admission = admit(peer);
        var verdict = admission.Refusal is { } refusal ? Verdict.Refuse(refusal) : Verdict.Accept([]);
        channel.Write(HandshakeRecord.Verdict, key.Seal(HandshakeRecord.Verdict, verdict));
        return admission.Handler is { } handler
            ? (peer, handler)
            : throw new LinkRefusedException($"This process refused the process at {remote}: {admission.Refusal}", admission.Refusal!);
    }

    private static (HandshakeKey Key, int Version) Prove(HandshakeChannel channel, LinkOptions options, object remote)
    {
        try
        {
            var other = HandshakeHello.Parse(Read(channel, HandshakeRecord.ConnectorHello));
            var own = HandshakeHello.Create(options, withClusterId: false);
            if (own.Negotiate(other) is not { } version)
            {
                // The hello lets the peer name both versions, too.
                channel.Write(HandshakeRecord.ListenerHello, own.Encoded);
                throw LinkVersionException.Create(remote, own.Versions, other.Versions);
            }

            channel.Write(HandshakeRecord.ListenerHello, own.Encoded);
            var key = new HandshakeKey(options.Secret.Span, other, own);
            var proof = Read(channel, HandshakeRecord.ConnectorProof);
            if (other.ClusterId != options.ClusterId)
            {
                // Only now, so that a stranger cannot tell a wrong cluster from a wrong secret.
                throw new LinkHandshakeException($"The peer is of the cluster '{Printable(other.ClusterId)}', and this process of '{options.ClusterId}'.");
            }

            return key.TryOpen(HandshakeRecord.ConnectorProof, proof, out _) ? (key, version) : throw NoProof();
        }
        catch (LinkHandshakeException)
        {
            channel.Refuse();
            throw;
        }
    }

    private static ReadOnlyMemory<byte> Open(HandshakeChannel channel, HandshakeKey key, HandshakeRecord record) =>
        key.TryOpen(record, Read(channel, record), out var content)
            ? content
            : throw NoProof();

    private static LinkHandshakeException NoProof() => new("The peer did not prove that it knows the cluster's secret.");

    // A stranger's text goes to the log: no control characters.
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));

    private static byte[] Read(HandshakeChannel channel, HandshakeRecord record) =>
        channel.Read(record) ?? throw new LinkHandshakeException("The peer ended the handshake.");
}
