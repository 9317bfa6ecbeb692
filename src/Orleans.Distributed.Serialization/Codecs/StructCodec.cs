namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// A place for a structure, written field by field. One without fields takes a byte, so that counts can be checked against sizes.
/// </summary>
internal sealed class StructCodec<T>(FieldLayout<T> layout) : Codec<T>
    where T : struct
{
    public override int MinimumSize => Math.Max(layout.MinimumSize, 1);

    public override bool IsLeaf => layout.IsLeaf;

    public override void Write(ref ValueWriter writer, T value)
    {
        if (layout.IsEmpty)
        {
            writer.WriteByte(0);
            return;
        }

        layout.Write(ref writer, ref value);
    }

    public override T Read(ref ValueReader reader)
    {
        T value = default;
        if (layout.IsEmpty)
        {
            reader.ReadByte();
            return value;
        }

        layout.Read(ref reader, ref value);
        return value;
    }
}
