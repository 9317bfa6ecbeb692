using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>
/// Immutable collections. They are made of all their elements at once, and an element may refer back to the collection. So an empty shell
/// of the class stands for it until the real one is made through its own interface; then the shell takes over the fields of the real one.
/// </summary>
internal sealed class ShellCodec<TCollection, T>(
    Codec<T> element, Codec[] comparers, Func<TCollection, object?[]> getComparers, Func<TCollection, IEnumerable<T>> open, Func<object?[], T[], TCollection> create, bool compares)
    : ObjectCodec(typeof(TCollection))
    where TCollection : class
{
    private readonly Action<TCollection, TCollection> _copy = FieldCompiler.CompileCopier<TCollection>();

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        T[] items = [.. open((TCollection)value)];
        WriteComparers(ref writer, value);
        writer.WriteVarUInt32((uint)items.Length);
        foreach (T item in items)
        {
            element.Write(ref writer, item);
        }
    }

    // A new object even for an empty collection: the empty one that the whole process shares must never be filled by what bytes say.
    public override object Allocate(ref ValueReader reader) => RuntimeHelpers.GetUninitializedObject(typeof(TCollection));

    public override void Fill(ref ValueReader reader, object target)
    {
        var shell = (TCollection)target;
        object?[] used = ReadComparers(ref reader);
        var items = new T[reader.ReadCount(element.MinimumSize)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = element.Read(ref reader);
        }

        if (compares && !element.IsLeaf && reader.MayBeIncomplete)
        {
            reader.WhenComplete(() => MakeComplete(shell, used, items));
        }
        else
        {
            _copy(create(used, items), shell);
        }
    }

    public override IEnumerable<Part> Parts(object value) => open((TCollection)value).Select((item, index) => Part.Element(index, item));

    private void MakeComplete(TCollection shell, object?[] used, T[] items)
    {
        if (used[0] is null)
        {
            Array.ForEach(items, KeyGuard.Check);
        }

        _copy(create(used, items), shell);
    }

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
