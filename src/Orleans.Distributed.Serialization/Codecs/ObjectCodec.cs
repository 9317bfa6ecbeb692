using Orleans.Distributed.Serialization.Refusals;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// How the content of objects of one run-time type is written. An object has a head, which its allocation needs (the lengths of an array,
/// the comparer of a dictionary), and a body. Allocation before content makes cycles possible; an object whose content must be there
/// before it can exist (a frozen set, say) is <em>late</em>.
/// </summary>
internal abstract class ObjectCodec(Type wireType)
{
    /// <summary>The type that is named in the bytes; the run-time type or a public base of it.</summary>
    public Type WireType { get; } = wireType;

    /// <summary>The name of <see cref="WireType"/> in the bytes.</summary>
    public TypeSymbol Symbol => field ??= TypeSymbol.Of(this);

    /// <summary>
    /// A hash over what the body consists of, so that different versions of a type do not take each other's bytes for their own; 0 when it
    /// does not matter.
    /// </summary>
    public virtual ulong Fingerprint => 0;

    /// <summary>Whether objects are told apart by reference. Not for values in boxes and for things that are the same everywhere.</summary>
    public virtual bool HasIdentity => true;

    /// <summary>Whether the object can be made only when its content is there.</summary>
    public virtual bool IsLate => false;

    public virtual void WriteHead(ref ValueWriter writer, object value)
    {
    }

    public abstract void WriteBody(ref ValueWriter writer, object value);

    /// <summary>Reads the head and makes the empty object.</summary>
    public virtual object Allocate(ref ValueReader reader) => throw new InvalidOperationException($"{WireType} is made late.");

    public virtual void Fill(ref ValueReader reader, object target) => throw new InvalidOperationException($"{WireType} is made late.");

    /// <summary>Reads the content and makes the object.</summary>
    public virtual object ReadLate(ref ValueReader reader) => throw new InvalidOperationException($"{WireType} is made early.");

    /// <summary>The parts of a value that travel with it, for telling where a refused one is.</summary>
    public virtual IEnumerable<Part> Parts(object value) => [];
}
