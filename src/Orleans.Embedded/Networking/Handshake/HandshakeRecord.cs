namespace Orleans.Runtime.Networking.Handshake;

/// <summary>The records of the handshake, in their order. The numbers are on the wire.</summary>
internal enum HandshakeRecord : byte
{
    /// <summary>Magic, versions, nonce and cluster id of the process that connects.</summary>
    ConnectorHello = 1,

    /// <summary>Magic, versions and nonce of the process that listens.</summary>
    ListenerHello = 2,

    /// <summary>The connecting process knows the secret.</summary>
    ConnectorProof = 3,

    /// <summary>The listening process knows the secret, and who it is.</summary>
    ListenerProof = 4,

    /// <summary>Who the connecting process is, or why it refuses the other.</summary>
    ConnectorIdentity = 5,

    /// <summary>Whether the listening process accepts the other, or why not.</summary>
    Verdict = 6,

    /// <summary>The one answer to a peer that has not proven itself, whatever is wrong with it.</summary>
    Refused = 7,
}
