namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>A place for values that are sent as values of another type.</summary>
internal sealed class WrapperCodec<T, TContent>(Codec<TContent> content, Func<T, TContent> open, Func<TContent, T> close) : Codec<T>
{
    public override int MinimumSize => content.MinimumSize;

    public override bool IsLeaf => content.IsLeaf;

    public override void Write(ref ValueWriter writer, T value) => content.Write(ref writer, open(value));

    public override T Read(ref ValueReader reader) => close(content.Read(ref reader));
}
