namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Objects without parts that are made from a few plain values, such as addresses and versions.</summary>
internal sealed class SimpleObjectCodec<T>(WriteAction<T> write, ReadFunction<T> read, bool hasIdentity = true) : ObjectCodec(typeof(T))
    where T : class
{
    public override bool HasIdentity => hasIdentity;

    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value) => write(ref writer, (T)value);

    public override object ReadLate(ref ValueReader reader) => read(ref reader);
}
