using System.Reflection;

namespace Orleans.Distributed.Serialization.Codecs;

internal delegate void FieldWriter<T>(ref ValueWriter writer, ref T value);

internal delegate void FieldReader<T>(ref ValueReader reader, ref T value);

/// <summary>The fields of a type, with code compiled for writing and reading them.</summary>
internal sealed class FieldLayout<T>
{
    public FieldLayout(ValueCodec owner, IReadOnlyList<FieldInfo> fields)
    {
        Codec[] codecs = [.. fields.Select(field => owner.CodecFor(field.FieldType))];
        MinimumSize = codecs.Sum(codec => codec.MinimumSize);
        IsLeaf = Array.TrueForAll(codecs, codec => codec.IsLeaf);
        IsEmpty = codecs.Length == 0;
        Write = FieldCompiler.CompileWriter<T>(fields, codecs);
        Read = FieldCompiler.CompileReader<T>(fields, codecs);
    }

    public FieldLayout(FieldWriter<T> write, FieldReader<T> read)
    {
        MinimumSize = 1;
        Write = write;
        Read = read;
    }

    public int MinimumSize { get; }

    public bool IsLeaf { get; }

    public bool IsEmpty { get; }

    public FieldWriter<T> Write { get; }

    public FieldReader<T> Read { get; }
}
