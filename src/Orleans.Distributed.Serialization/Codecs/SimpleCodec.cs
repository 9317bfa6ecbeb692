namespace Orleans.Distributed.Serialization.Codecs;

internal delegate void WriteAction<T>(ref ValueWriter writer, T value);

internal delegate T ReadFunction<T>(ref ValueReader reader);

/// <summary>A place for values that hold no objects.</summary>
internal sealed class SimpleCodec<T>(WriteAction<T> write, ReadFunction<T> read, int minimumSize = 1) : Codec<T>
{
    public override int MinimumSize => minimumSize;

    public override bool IsLeaf => true;

    public override bool IsPlain => true;

    public override void Write(ref ValueWriter writer, T value) => write(ref writer, value);

    public override T Read(ref ValueReader reader) => read(ref reader);
}
