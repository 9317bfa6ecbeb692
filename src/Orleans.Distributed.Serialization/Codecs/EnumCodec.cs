using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>A place for an enumeration, written as its number; numbers without a name are values too.</summary>
internal sealed class EnumCodec<T, TNumber>(Codec<TNumber> number) : Codec<T>
    where T : struct, Enum
    where TNumber : struct
{
    public override bool IsLeaf => true;

    public override bool IsPlain => true;

    public override void Write(ref ValueWriter writer, T value) => number.Write(ref writer, Unsafe.BitCast<T, TNumber>(value));

    public override T Read(ref ValueReader reader) => Unsafe.BitCast<TNumber, T>(number.Read(ref reader));
}
