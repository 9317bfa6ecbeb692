using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Immutable collections. They are made of all their elements at once, and an element may refer back to the collection. So an empty shell of the class
/// stands for it until the real one is made through its own interface; then the shell takes over the fields of the real one.
/// </summary>
internal sealed class ShellCodec<TCollection, T>(
    Codec<T> element, Codec[] comparers, Func<TCollection, object?[]> getComparers, Func<TCollection, IEnumerable<T>> open, Func<object?[], T[], TCollection> create, bool compares)
    : ObjectCodec(typeof(TCollection))
    where TCollection : class
{
    private readonly Action<TCollection, TCollection> _copy = FieldCompiler.CompileCopier<TCollection>();

    /// <summary>Empty collections have no elements to refer back, and are often compared with the one that every process has.</summary>
    public override void WriteHead(ref ValueWriter writer, object value)
    {
        bool isEmpty = !open((TCollection)value).Any();
        writer.WriteBoolean(isEmpty);
        if (isEmpty)
        {
            WriteComparers(ref writer, value);
        }
    }

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        T[] items = [.. open((TCollection)value)];
        writer.WriteVarUInt32((uint)items.Length);
        if (items.Length == 0)
        {
            return;
        }

        WriteComparers(ref writer, value);
        foreach (T item in items)
        {
            element.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader)
        => reader.ReadBoolean() ? create(ReadComparers(ref reader), []) : RuntimeHelpers.GetUninitializedObject(typeof(TCollection));

    public override void Fill(ref ValueReader reader, object target)
    {
        var shell = (TCollection)target;
        int count = reader.ReadCount(element.MinimumSize);
        if (count == 0)
        {
            return;
        }

        bool late = compares && reader.IsDeferring && !element.IsLeaf;
        int before = reader.OpenReferences;
        object?[] used = ReadComparers(ref reader);
        var items = new T[count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = element.Read(ref reader);
        }

        if (late || (compares && before != reader.OpenReferences))
        {
            reader.WhenComplete(() => _copy(create(used, items), shell));
        }
        else
        {
            _copy(create(used, items), shell);
        }
    }

    public override IEnumerable<Part> Parts(object value) => open((TCollection)value).Select((item, index) => Part.Element(index, item));

    private void WriteComparers(ref ValueWriter writer, object value)
    {
        object?[] used = getComparers((TCollection)value);
        for (int i = 0; i < comparers.Length; i++)
        {
            comparers[i].WriteObject(ref writer, used[i]);
        }
    }

    private object?[] ReadComparers(ref ValueReader reader)
    {
        var used = new object?[comparers.Length];
        for (int i = 0; i < used.Length; i++)
        {
            used[i] = comparers[i].ReadObject(ref reader);
        }

        return used;
    }
}
