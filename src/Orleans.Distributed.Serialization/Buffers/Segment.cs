namespace Orleans.Distributed.Serialization.Buffers;

/// <summary>A finished stretch of a message: bytes in a pooled chunk, or the memory of an array that is to be sent as it is.</summary>
internal readonly record struct Segment(Array Array, int Offset, int Length, bool Pooled);
