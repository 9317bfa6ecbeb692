using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Classes derived from a collection of the system: the elements as those of the collection, then the fields that the class adds.
/// No constructor runs; the part of the base class gets the state of an empty collection with the same comparer, and is filled.
/// </summary>
internal sealed class DerivedCodec<T, TBase>(ValueCodec owner, ObjectCodec known) : ObjectCodec(typeof(T))
    where T : class, TBase
    where TBase : class
{
    private readonly Action<TBase, TBase> _copyEmpty = FieldCompiler.CompileCopier<TBase>();
    private FieldLayout<T>? _added;

    public override ulong Fingerprint { get; } = Fields.Fingerprint(Fields.Of(typeof(T), typeof(TBase)));

    // Late, because a class may have fields of its own type.
    private FieldLayout<T> Added => _added ??= new FieldLayout<T>(owner, Fields.Of(typeof(T), typeof(TBase)));

    public override void WriteHead(ref ValueWriter writer, object value) => known.WriteHead(ref writer, value);

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        T target = Unsafe.As<T>(value);
        known.WriteBody(ref writer, value);
        Added.Write(ref writer, ref target);
    }

    public override object Allocate(ref ValueReader reader)
    {
        var value = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        _copyEmpty((TBase)known.Allocate(ref reader), value);
        return value;
    }

    public override void Fill(ref ValueReader reader, object target)
    {
        T value = Unsafe.As<T>(target);
        known.Fill(ref reader, value);
        Added.Read(ref reader, ref value);
    }

    public override IEnumerable<Part> Parts(object value)
        => known.Parts(value).Concat(Part.Fields(value, typeof(TBase)));
}
