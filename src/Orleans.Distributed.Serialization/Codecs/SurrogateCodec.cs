namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Objects in whose place a surrogate sends something else.</summary>
internal sealed class SurrogateCodec(ValueCodec owner, Type type, IValueSurrogate surrogate) : ObjectCodec(type)
{
    private Codec<object?>? _replacement;

    public override bool IsLate => true;

    private Codec<object?> Replacement => _replacement ??= owner.CodecFor<object?>();

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        int mark = writer.DeferredMark;
        Replacement.Write(ref writer, surrogate.Replace(value, writer.Context));
        writer.WriteDeferred(mark);
    }

    public override object ReadLate(ref ValueReader reader)
    {
        int mark = reader.DeferredMark;
        int completions = reader.CompletionMark;
        object? replacement = Replacement.Read(ref reader);
        reader.ReadDeferred(mark);
        reader.Finish(completions);
        return surrogate.Restore(replacement, WireType, reader.Context)
            ?? throw new MalformedDataException($"The surrogate of {TypeNames.Short(WireType)} restored nothing.");
    }
}
