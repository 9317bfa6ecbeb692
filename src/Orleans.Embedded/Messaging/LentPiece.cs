using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Messaging;

/// <summary>Memory of somebody else within a message.</summary>
/// <param name="Position">Before which of the message's own bytes it comes.</param>
/// <param name="Bytes">The memory.</param>
/// <param name="Memory">To be given up when the message was sent.</param>
internal readonly record struct LentPiece(int Position, ReadOnlyMemory<byte> Bytes, PayloadMemory Memory);
