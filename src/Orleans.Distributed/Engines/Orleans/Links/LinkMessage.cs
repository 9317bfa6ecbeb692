using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Links;

/// <summary>One message on a link.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number of the question that it asks or answers, or of the request that it withdraws; 0 when it is neither.</param>
/// <param name="First">What else it needs: see <see cref="LinkMessageKind"/>.</param>
/// <param name="Second">What else it needs: see <see cref="LinkMessageKind"/>.</param>
/// <param name="Body">Its bytes.</param>
internal readonly record struct LinkMessage(LinkMessageKind Kind, long Number, long First, long Second, Payload Body);
