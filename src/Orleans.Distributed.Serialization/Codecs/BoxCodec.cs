using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Values in boxes. The box exists before its content, so that the content may refer to it.</summary>
internal sealed class BoxCodec<T>(Codec<T> content, ulong fingerprint) : ObjectCodec(typeof(T))
    where T : struct
{
    public override ulong Fingerprint => fingerprint;

    public override bool HasIdentity => !content.IsLeaf;

    public override void WriteBody(ref ValueWriter writer, object value) => content.Write(ref writer, Unsafe.Unbox<T>(value));

    public override object Allocate(ref ValueReader reader) => default(T);

    public override void Fill(ref ValueReader reader, object target) => Unsafe.Unbox<T>(target) = content.Read(ref reader);

    public override IEnumerable<Part> Parts(object value) => content is StructCodec<T> ? Part.Fields(value) : [];
}
