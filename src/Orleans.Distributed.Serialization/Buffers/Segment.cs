using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization.Buffers;

/// <summary>A finished stretch of a message: bytes in a pooled chunk, or the memory of an array that is to be sent as it is.</summary>
/// <param name="Array">The chunk or the array.</param>
/// <param name="Offset">Where in it the stretch begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
/// <param name="Pooled">Whether the chunk goes back to the pool with this stretch.</param>
/// <param name="Memory">Whose memory it is, when the output may send it from where it lies.</param>
internal readonly record struct Segment(Array Array, int Offset, int Length, bool Pooled, PayloadMemory? Memory = null);
