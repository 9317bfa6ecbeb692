using System.Reflection;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Sequences that compute their elements when asked. Where a sequence is expected, the elements are computed and sent as an array;
/// elsewhere the sequence is refused, because nobody would expect an array there.
/// </summary>
internal sealed class IteratorCodec(Type type, Type element) : ObjectCodec(type)
{
    private readonly Type _array = element.MakeArrayType();
    private readonly Func<object, object> _toArray = typeof(IteratorCodec)
        .GetMethod(nameof(Compute), BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(element)
        .CreateDelegate<Func<object, object>>();

    public override bool IsLate => true;

    public bool FitsInto(Type declaredType) => declaredType != typeof(object) && declaredType.IsAssignableFrom(_array);

    public object ToArray(object sequence) => _toArray(sequence);

    public override void WriteBody(ref ValueWriter writer, object value)
        => throw new UnsendableValueException(
            value.GetType(), value, "it is a sequence that is still to be computed", "Call ToArray() first");

    public override object ReadLate(ref ValueReader reader)
        => throw new MalformedDataException($"The bytes hold a {TypeNames.Short(WireType)}, which is never sent.");

    private static T[] Compute<T>(object sequence) => [.. (IEnumerable<T>)sequence];
}
