namespace Orleans.Runtime.Networking;

/// <summary>Why a link ended.</summary>
internal enum LinkCloseReason
{
    /// <summary>This process closed it.</summary>
    Local,

    /// <summary>The peer closed it, and said so.</summary>
    Remote,

    /// <summary>The connection ended or broke without a word: the peer's process, machine or network is gone.</summary>
    Lost,

    /// <summary>What the peer sent is not the protocol.</summary>
    ProtocolError,

    /// <summary>The handler threw.</summary>
    HandlerFailed,
}
