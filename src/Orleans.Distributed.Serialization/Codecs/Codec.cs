namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>How the values of a place (a field, an element, an argument) of one declared type are written.</summary>
internal abstract class Codec(Type type)
{
    /// <summary>The declared type of the place.</summary>
    public Type Type { get; } = type;

    /// <summary>The least number of bytes that a value takes; at least 1.</summary>
    public virtual int MinimumSize => 1;

    /// <summary>Whether values hold no objects with identity, so that they are complete as soon as they are read.</summary>
    public virtual bool IsLeaf => false;

    /// <summary>Whether values are nothing but their bytes: no objects, texts or symbols.</summary>
    public virtual bool IsPlain => false;

    public abstract void WriteObject(ref ValueWriter writer, object? value);

    public abstract object? ReadObject(ref ValueReader reader);
}
