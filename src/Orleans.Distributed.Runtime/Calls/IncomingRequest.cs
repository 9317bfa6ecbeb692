using Orleans.Distributed.Peers;

namespace Orleans.Distributed.Calls;

/// <summary>A call as it arrives.</summary>
internal readonly record struct IncomingRequest(RequestHeader Header, Peer Caller, CallTerms Terms, ReadOnlyMemory<byte> Body);
