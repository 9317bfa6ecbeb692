using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>
/// The connecting side. It learns that the listener knows the secret before it says who it is, and gives a proof of its own
/// knowledge that is worthless elsewhere.
/// </summary>
internal static class ConnectorHandshake
{
    /// <summary>Proves, and has proven, membership.</summary>
    /// <returns>The peer and the handler for its link.</returns>
    /// <exception cref="LinkHandshakeException">The listener did not prove itself, or did not accept this process's proof.</exception>
    /// <exception cref="LinkVersionException">No version in common.</exception>
    /// <exception cref="LinkRefusedException">The listener, or this process, refused the other after the proof.</exception>
    public static (LinkPeer Peer, ILinkHandler Handler) Run(
        ILinkTransport transport, LinkOptions options, Func<LinkPeer, LinkAdmission> admit, Deadline deadline, CancellationToken cancellationToken)
    {
        var remote = transport.RemoteEndPoint;
        var channel = new HandshakeChannel(transport, deadline, cancellationToken);
        var own = HandshakeHello.Create(options, withClusterId: true);
        channel.Write(HandshakeRecord.ConnectorHello, own.Encoded);
        var other = HandshakeHello.Parse(Expect(HandshakeRecord.ListenerHello));
        var version = own.Negotiate(other) ?? throw LinkVersionException.Create(remote, own.Versions, other.Versions);

        var key = new HandshakeKey(options.Secret.Span, own, other);
        channel.Write(HandshakeRecord.ConnectorProof, key.Seal(HandshakeRecord.ConnectorProof, []));
        var description = PeerDescription.Decode(Open(HandshakeRecord.ListenerProof));
        var peer = new LinkPeer(description.Identity, remote, version, description.MaxMessageSize, IsIncoming: false);

        var admission = admit(peer);
        var answer = admission.Refusal is { } refusal ? Verdict.Refuse(refusal) : Verdict.Accept(PeerDescription.Encode(options));
        channel.Write(HandshakeRecord.ConnectorIdentity, key.Seal(HandshakeRecord.ConnectorIdentity, answer));
        if (admission.Handler is null)
        {
            throw new LinkRefusedException($"This process refused the process at {remote}: {admission.Refusal}", admission.Refusal!);
        }

        var verdict = Verdict.Decode(Open(HandshakeRecord.Verdict));
        return verdict.Refusal is null
            ? (peer, admission.Handler)
            : throw new LinkRefusedException($"The process at {remote} refused the connection: {verdict.Refusal}", verdict.Refusal);

        byte[] Expect(HandshakeRecord record) => channel.Read(record) ?? throw new LinkHandshakeException(
            $"The process at {remote} refused the handshake. Its cluster secret or cluster id (here '{options.ClusterId}') may differ "
            + "from this process's; its log names the reason.");

        ReadOnlyMemory<byte> Open(HandshakeRecord record) => key.TryOpen(record, Expect(record), out var content)
            ? content
            : throw new LinkHandshakeException($"The process at {remote} did not prove that it knows the cluster's secret. Nothing was sent to it.");
    }
}
