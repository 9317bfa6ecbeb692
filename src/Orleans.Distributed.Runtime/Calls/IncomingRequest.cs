using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Calls;

/// <summary>A call as it arrives.</summary>
internal readonly record struct IncomingRequest(RequestHeader Header, Peer Caller, CallTerms Terms, Payload Body);
