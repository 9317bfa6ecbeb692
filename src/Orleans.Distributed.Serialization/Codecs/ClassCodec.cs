using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// Objects of an ordinary class, written field by field, those of base classes first. No constructor runs when they are made.
/// </summary>
internal sealed class ClassCodec<T>(Func<FieldLayout<T>> createLayout, ulong fingerprint) : ObjectCodec(typeof(T))
    where T : class
{
    private FieldLayout<T>? _layout;

    public override ulong Fingerprint => fingerprint;

    private FieldLayout<T> Layout => _layout ??= createLayout();

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        T target = Unsafe.As<T>(value);
        Layout.Write(ref writer, ref target);
    }

    public override object Allocate(ref ValueReader reader) => RuntimeHelpers.GetUninitializedObject(typeof(T));

    public override void Fill(ref ValueReader reader, object target)
    {
        T value = Unsafe.As<T>(target);
        Layout.Read(ref reader, ref value);
    }

    public override IEnumerable<Part> Parts(object value) => Part.Fields(value);
}
