using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>A place for structures that are arrays: one field that stands for several.</summary>
internal sealed class InlineArrayCodec<T, TElement>(Codec<TElement> element, int length) : Codec<T>
    where T : struct
{
    public override int MinimumSize => checked(element.MinimumSize * length);

    public override bool IsLeaf => element.IsLeaf;

    public override void Write(ref ValueWriter writer, T value)
    {
        foreach (TElement item in Items(ref value))
        {
            element.Write(ref writer, item);
        }
    }

    public override T Read(ref ValueReader reader)
    {
        T value = default;
        foreach (ref TElement item in Items(ref value))
        {
            item = element.Read(ref reader);
        }

        return value;
    }

    private Span<TElement> Items(ref T value) => MemoryMarshal.CreateSpan(ref Unsafe.As<T, TElement>(ref value), length);
}
