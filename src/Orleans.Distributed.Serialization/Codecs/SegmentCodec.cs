using System.Runtime.InteropServices;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// A place for a stretch of an array, as which memory is sent as well. A stretch that is the whole array keeps the identity of the array;
/// any other is sent as an array of its own, so that nothing travels that was not asked for.
/// </summary>
internal sealed class SegmentCodec<T>(Codec<T[]?> array) : Codec<ArraySegment<T>>
{
    public override void Write(ref ValueWriter writer, ArraySegment<T> value)
        => array.Write(ref writer, value.Array is { } items && value.Count < items.Length ? [.. value] : value.Array);

    public override ArraySegment<T> Read(ref ValueReader reader)
        => array.Read(ref reader) is { } items ? new ArraySegment<T>(items) : default;

    /// <summary>The array below a memory, or a copy of what the memory holds when it is not an array.</summary>
    public static ArraySegment<T> Of(ReadOnlyMemory<T> memory)
        => MemoryMarshal.TryGetArray(memory, out ArraySegment<T> segment) ? segment : new ArraySegment<T>(memory.ToArray());
}
