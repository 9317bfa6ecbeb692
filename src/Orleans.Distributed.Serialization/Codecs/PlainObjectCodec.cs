namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Instances of <see cref="object"/> itself: nothing but an identity.</summary>
internal sealed class PlainObjectCodec() : ObjectCodec(typeof(object))
{
    public override void WriteBody(ref ValueWriter writer, object value)
    {
    }

    public override object Allocate(ref ValueReader reader) => new();

    public override void Fill(ref ValueReader reader, object target)
    {
    }
}
