using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>A place for values whose memory is what is sent: every bit pattern is a value, and there is no padding.</summary>
internal sealed class RawCodec<T> : Codec<T>
    where T : unmanaged
{
    public override int MinimumSize => Unsafe.SizeOf<T>();

    public override bool IsLeaf => true;

    public override bool IsPlain => true;

    public override void Write(ref ValueWriter writer, T value) => writer.WriteRaw(in value);

    public override T Read(ref ValueReader reader)
    {
        reader.ReadRaw(out T value);
        return value;
    }
}
